import { holdEveryPack } from './every-pack.ts'

// Drawn anew at every run; the titles of the tests print it, so that a disagreement can be brought back.
await holdEveryPack(crypto.getRandomValues(new Uint32Array(1))[0] ?? 1)
