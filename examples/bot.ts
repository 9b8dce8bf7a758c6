// A small bot with three personas of its own. pgbandit chooses which of them writes the next post.
//
//     npx tsx bot.ts create     once: the account and its personas
//     npx tsx bot.ts post       twice a day: one post
//     npx tsx bot.ts measure    a few times a day: the metrics of the posts of the last week
//
// DATABASE_URL is the address of the database. Replace the functions publish and readMetrics with calls to your
// platform.

import { randomUUID } from "node:crypto";
import pg from "pg";

const HANDLE = "small_bot";
const PERSONAS = ["historian", "comedian", "night owl"];

type Metrics = { tweet_id: string; impressions?: number; likes?: number; followers_gained?: number };

// Replace this: write a post as the persona, publish it, and return the platform's id of the post.
async function publish(persona: string): Promise<string> {
  console.log(`${persona}: Hello!`);
  return randomUUID();
}

// Replace this: return the present metrics of each post. Leave out what was not measured: it is not 0.
async function readMetrics(postIds: string[]): Promise<Metrics[]> {
  return postIds.map((tweet_id) => ({ tweet_id, impressions: 812, likes: 3, followers_gained: 1 }));
}

async function create(db: pg.Client): Promise<void> {
  // All personas start with the same weight. pg turns an array into a PostgreSQL array, so JSON is passed as text.
  await db.query("select bandit.create_account($1, p_generators => $2)", [HANDLE, JSON.stringify(PERSONAS)]);
}

async function post(db: pg.Client): Promise<void> {
  // The choice is random: a persona with the weight 0.6 writes 60 % of the posts.
  const { rows: [decision] } = await db.query(
    "select * from bandit.choose_generator(p_account_id => bandit.account_id($1))", [HANDLE]);
  let postId: string;
  try {
    postId = await publish(decision.generator_name);
  } catch (error) {
    // The decision does not become a post, so no metrics will come.
    await db.query("select bandit.discard_decision($1, $2, p_account_id => bandit.account_id($3))",
      [decision.decision_id, String(error), HANDLE]);
    throw error;
  }
  // If the connection fails here, repeat the call: the same call twice has no effect the second time.
  await db.query("select bandit.mark_posted($1, $2, p_account_id => bandit.account_id($3))",
    [decision.decision_id, postId, HANDLE]);
}

async function measure(db: pg.Client): Promise<void> {
  // pgbandit knows the posts, so the bot need not store them.
  const { rows: posts } = await db.query(
    `select tweet_id
    from bandit.post_metrics
    where account_id = bandit.account_id($1) and posted_at > bandit.clock() - interval '7 days'`, [HANDLE]);
  const metrics = await readMetrics(posts.map((row) => row.tweet_id));
  // Repeated readings of a post show pgbandit how fast impressions and followers arrive.
  const { rows: [stored] } = await db.query(
    "select * from bandit.record_outcomes($1, p_account_id => bandit.account_id($2))",
    [JSON.stringify(metrics), HANDLE]);
  if (Number(stored.rejected) > 0) { // the view bandit.rejected_rows shows the reasons
    console.error(`${stored.rejected} of ${stored.read} rows were rejected`);
  }
}

const commands = new Map([["create", create], ["post", post], ["measure", measure]]);
const command = commands.get(process.argv.slice(2).join(" "));
if (!command) {
  console.error("usage: npx tsx bot.ts create|post|measure");
  process.exit(1);
}

// Each query is a transaction of its own, so a decision is stored before its post is published.
const db = new pg.Client({ connectionString: process.env.DATABASE_URL });
await db.connect();
try {
  await command(db);
} finally {
  await db.end();
}
