import type { Problem, WordingFor } from '@yingjin/kernel'

/** What is wrong with a request before any use case looks at it, or with us. */
export type HttpProblem =
  | Problem<'http/no-such-path', { path: string }>
  | Problem<'http/key-missing'>
  | Problem<'http/header-unreadable', { header: string; says: string }>
  | Problem<'http/versions-differ', { header: number; body: number }>
  | Problem<'http/body-unreadable'>
  | Problem<'http/body-too-large', { bytes: number }>
  | Problem<'http/not-json'>
  | Problem<'http/too-many', { seconds: number }>
  | Problem<'http/busy'>
  | Problem<'http/fault', { request: string }>

export const httpWording: WordingFor<HttpProblem> = {
  'http/no-such-path': p => `没有 ${p.path} 这个地址。请对照 /api/openapi.json 里列出的地址。`,
  'http/key-missing': () => '办理的请求没有带 Idempotency-Key，本次没有办理。请带上一个新的 UUID，同一份提交重发时用同一个，这样不会办两次。',
  'http/header-unreadable': p => `请求头 ${p.header} 不能识别：${p.says}。本次没有办理，请改正后再提交。`,
  'http/versions-differ': p => `If-Match 写的是第 ${p.header} 版，内容里写的是第 ${p.body} 版。请只写您看到的那一版。本次没有办理。`,
  'http/body-unreadable': () => '提交的内容不是完整的 JSON，可能在路上被截断。请重新提交。',
  'http/body-too-large': p => `提交的内容超过 ${p.bytes} 字节。名册和附件请从上传的入口交。`,
  'http/not-json': () => '提交的内容不是 JSON，本次没有办理。请用 Content-Type: application/json。',
  'http/too-many': p => `请求太频繁，请过 ${p.seconds} 秒再试。`,
  'http/busy': () => '数据库正忙或暂时连不上，本次没有办理。请稍候用同一个提交编号再试。',
  'http/fault': p => `程序出错了，本次没有办理。请把这个编号告诉管理员：${p.request}。`,
}
