#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('tools/verb.ts', process.argv.slice(2))
