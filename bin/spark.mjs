#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('bench/src/spark/check.ts', process.argv.slice(2))
