import { holdEveryPack } from './every-pack.ts'

await holdEveryPack(20220901)
