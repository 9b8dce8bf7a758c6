// Plays a copy of examples/bot.ts for 60 days: two posts a day, on a platform without noise.
//
// The copy calls the platform below. Each command is a new import, that is, a new process of the bot in all but time.

import pg from "pg";

const DAYS = 60;
const START = Date.UTC(2026, 0, 5);
const HOUR = 3_600_000;
const RATES: Record<string, number> = { historian: 1, comedian: 2, "night owl": 4 }; // followers per 1000 impressions
const IMPRESSIONS = 3000;

class Platform {
  now = START;
  posts: { at: number; persona: string }[] = [];

  publish(persona: string): string {
    return String(this.posts.push({ at: this.now, persona }) - 1);
  }

  readMetrics(ids: string[]): object[] {
    return ids.map((tweet_id) => {
      const { at, persona } = this.posts[Number(tweet_id)];
      const hours = (this.now - at) / HOUR;
      return {
        tweet_id,
        impressions: Math.round(IMPRESSIONS * (1 - Math.exp(-hours / 9))),
        followers_gained: Math.round((IMPRESSIONS / 1000) * RATES[persona] * (1 - Math.exp(-hours / 14))),
      };
    });
  }
}

const platform = Object.assign(globalThis, { platform: new Platform() }).platform;
let commands = 0;

function setClock(now: number): void {
  platform.now = now;
  process.env.PGOPTIONS = `-c bandit.fake_now=${new Date(now).toISOString()}`;
}

async function run(command: string, now: number): Promise<void> {
  setClock(now);
  process.argv = [...process.argv.slice(0, 2), command];
  await import(`./played_bot.ts?${(commands += 1)}`);
}

async function optimize(now: number): Promise<void> {
  setClock(now);
  const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await db.connect();
  await db.query("call bandit.optimize_all()");
  await db.end();
}

await run("create", START);
for (let day = 0; day < DAYS; day += 1) {
  const midnight = START + 24 * HOUR * day;
  await run("post", midnight + 8 * HOUR);
  await run("post", midnight + 18 * HOUR);
  await run("measure", midnight + 23 * HOUR);
  await optimize(midnight + 24 * HOUR);
}
