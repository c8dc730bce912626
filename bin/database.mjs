#!/usr/bin/env node
import { launch } from './launch.mjs'

await launch('apps/server/src/doors/database/main.ts', process.argv.slice(2))
