#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('bench/src/policy-mutations.ts', process.argv.slice(2))
