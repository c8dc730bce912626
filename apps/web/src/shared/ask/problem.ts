/** Why something was not done, as the office says it (RFC 9457): `detail` is a sentence for the person at the screen. */
export type Problem = Readonly<{
  code: string
  title: string
  status: number
  detail: string
  instance?: string
  places?: readonly Readonly<{ path: string; says: string }>[]
}>

/** A refusal on its way to the page that asked; the page shows it where the person was. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

const here = (code: string, status: number, detail: string): Problem => ({ code, title: '没有办成', status, detail })

/** What the browser itself finds out: nothing came back, or something that is not the office. */
export const noNetwork = here('web/no-network', 0, '连不上服务器：网络断了，或服务器没有启动。您填写的内容还在，网络恢复后再点一次即可，不会办两次。')
/** Of a question: nothing was sent that could be lost, and the page asks again when the line is back. */
export const notOpened = here(
  'web/no-network',
  0,
  '没有打开：连不上服务器，网络断了，或服务器没有启动。连上以后这一页自动再打开；要导出、核对的，连上后再点一次。',
)
export const tooSlow = here('web/too-slow', 0, '服务器一分钟没有答复，不知道是否办成。请再点一次：同一份提交不会办两次。')
export const notTheOffice = (status: number): Problem =>
  here('web/not-the-office', status, `中途有别的设备代答了（状态 ${status}），不是应尽的答复，没有办成。请检查网络或代理，再试一次。`)

export const problemOf = (error: unknown): Problem =>
  error instanceof Refused ? error.problem : here('web/fault', 0, `页面程序出错了：${error instanceof Error ? error.message : String(error)}。请刷新页面再试。`)
