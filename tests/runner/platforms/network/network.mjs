// A whole AT Protocol network on this machine. Prints its addresses as one line of JSON; each line that it then reads
// is answered once everything that was written so far has reached the public view.
import { createInterface } from 'node:readline'
import { TestNetwork } from '@atproto/dev-env'

const network = await TestNetwork.create({ dbPostgresSchema: 'network' })
console.log(JSON.stringify({ pds: network.pds.url, view: network.bsky.url }))

for await (const _line of createInterface({ input: process.stdin })) {
  await network.processAll(30000)
  console.log('{}')
}
await network.close()
process.exit(0)
