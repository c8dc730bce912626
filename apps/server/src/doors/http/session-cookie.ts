import type { FastifyReply, FastifyRequest } from 'fastify'

export const sessionCookie = 'yingjin_session'
/** Between password and second factor: what the login library gave, for the way of logging in alone. */
const halfCookie = 'yingjin_half'
const halfPath = '/api/login'
const halfSeconds = 600

export const headerOf = (request: FastifyRequest, name: string): string | null => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
/** The id of an order, under which it is done once however often it comes; null where there is none that can be read. */
export const keyOf = (request: FastifyRequest): string | null => {
  const key = headerOf(request, 'idempotency-key')
  return key !== null && uuid.test(key) ? key.toLowerCase() : null
}

const cookieOf = (request: FastifyRequest, name: string, most: number): string | null =>
  new RegExp(`(?:^|;\\s*)${name}=([\\w.~+/=%-]{1,${most}})(?:;|$)`).exec(headerOf(request, 'cookie') ?? '')?.[1] ?? null

/** The session, by header or cookie. Never a machine's secret: those act inside the house only. */
export const tokenOf = (request: FastifyRequest): string | null =>
  /^Bearer ([\w.~+/=-]{1,200})$/.exec(headerOf(request, 'authorization') ?? '')?.[1] ?? cookieOf(request, sessionCookie, 200)

export const halfOf = (request: FastifyRequest): string | null => {
  const kept = cookieOf(request, halfCookie, 2000)
  return kept === null ? null : Buffer.from(kept, 'base64url').toString('utf8')
}

/** On this machine alone a browser may come without TLS. */
const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

const write = (request: FastifyRequest, reply: FastifyReply, name: string, value: string, more: string): void => {
  const secure = isLoopback(request.hostname) ? '' : '; Secure'
  void reply.header('set-cookie', `${name}=${value}; HttpOnly; SameSite=Strict${secure}${more}`)
}

/** It goes with the browser; how long it lasts, the database says. */
export const giveSession = (request: FastifyRequest, reply: FastifyReply, token: string): void => {
  write(request, reply, sessionCookie, token, '; Path=/')
  write(request, reply, halfCookie, '', `; Path=${halfPath}; Max-Age=0`)
}
export const giveHalf = (request: FastifyRequest, reply: FastifyReply, cookie: string): void =>
  write(request, reply, halfCookie, Buffer.from(cookie).toString('base64url'), `; Path=${halfPath}; Max-Age=${halfSeconds}`)
export const takeSession = (request: FastifyRequest, reply: FastifyReply): void => write(request, reply, sessionCookie, '', '; Path=/; Max-Age=0')
