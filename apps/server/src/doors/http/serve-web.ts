import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Somebody of the invented county, as the login page of the demonstration shows them. */
export type DemonstrationAccount = Readonly<{ username: string; name: string; role: string; place: string; password: string }>

const open = { answers: { openBecause: '页面程序本身，不含数据' } } as const

/** Scripts and styles of our own only; the one mark of this answer lets the styles in that the page makes itself. */
const policyOf = (mark: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${mark}'`,
    // Sizes and places that a table writes on its own cells.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * The office in the browser, as it was built into `folder`: its files under `/assets`, the public calculator under
 * `/calculate`, and the one page of the office for every other address that is not the interface. Files are named by
 * their content and stay; a page is asked for anew. `counties`: those of the office, which the calculator shows first.
 */
export const serveWeb = async (
  app: FastifyInstance,
  folder: string,
  demonstration?: readonly DemonstrationAccount[],
  counties: readonly string[] = [],
): Promise<void> => {
  const pageOf = (name: string): string => {
    const file = join(folder, name)
    if (!existsSync(file)) throw new Error(`the web is not built: ${file} is not there`)
    return readFileSync(file, 'utf8')
  }
  // Data, not a program: no `<` may end it early.
  const shown =
    demonstration === undefined ? '' : `<script type="application/json" id="demonstration">${JSON.stringify(demonstration).replaceAll('<', '\\u003c')}</script>`
  const [office, calculator] = [
    pageOf('index.html').replace('</head>', `${shown}</head>`),
    pageOf('calculate.html').replace('<div id="calculator">', `<div id="calculator" data-counties="${counties.join(' ')}">`),
  ]
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    serve: false,
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
    setHeaders: reply => void reply.header('cache-control', 'public, max-age=31536000, immutable'),
  })
  app.get<{ Params: Readonly<{ '*': string }> }>('/assets/*', { schema: { hide: true }, config: open }, (request, reply) => reply.sendFile(request.params['*']))
  const answer = (reply: FastifyReply, page: string): FastifyReply => {
    const mark = randomBytes(16).toString('base64url')
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOf(mark))
      .header('cache-control', 'no-store')
      .send(page.replace('</head>', `<meta property="csp-nonce" nonce="${mark}" content="${mark}" /></head>`))
  }
  app.get('/calculate', { schema: { hide: true }, config: open }, (_, reply) => answer(reply, calculator))
  for (const url of ['/', '/*']) {
    app.get(url, { schema: { hide: true }, config: open }, (request, reply) => (request.url.startsWith('/api/') ? reply.callNotFound() : answer(reply, office)))
  }
}
