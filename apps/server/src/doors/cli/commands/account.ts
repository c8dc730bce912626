import { accessWording, grantWording, isRole, loginWording, roleOf } from '@yingjin/domain/access'
import { type Problem, word, type WordingFor } from '@yingjin/kernel'
import type pg from 'pg'
import { addAccount, closeAccount, giveGrant, type Login, makePassword, openLogin, perform, revokeGrant } from '../../../access/index.ts'
import { asActorReading } from '../../../platform/postgres/index.ts'
import { atCounty, noLoginRole } from './at-county.ts'
import { type Command, complain, say, textOf, type Values } from './command.ts'

const usage =
  '请写 yingjin account add <账号> --name <姓名>、account list、account give <账号> --role <角色>、account take-back <账号> --grant <授权编号>、account reset-password <账号>、account reset-second-factor <账号> 或 account close <账号>，并写明 --county'

/** Accounts for whoever runs the program: the first administrator, and the way back in when everybody is locked out. */
export const account: Command = {
  options: {
    county: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    at: { type: 'string' },
    grant: { type: 'string' },
    to: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
  },
  carryOut: async (values, [verb = '', named = '', ...more]) => {
    const work = verbs[verb as keyof typeof verbs]
    if (work === undefined || more.length > 0 || (verb === 'list') !== (named === '')) return complain(usage)
    // To look at what is there founds nothing.
    return atCounty(values, { founds: verb === 'add' }, async ({ county, acting, office, server, secrets }) => {
      const ofLibrary = server.login()
      if (ofLibrary === null) return complain(noLoginRole)
      const login = openLogin(ofLibrary, secrets.login)
      try {
        return await work({ values, named, county, acting, office, login })
      } finally {
        await login.close()
      }
    })
  },
}

type Desk = Readonly<{ values: Values; named: string; county: string; acting: string; office: pg.Pool; login: Login }>
type Found = Readonly<{ id: bigint; userId: string; version: number; name: string }>

const wordings = { ...accessWording, ...grantWording, ...loginWording } as WordingFor<Problem>
const refuse = (problem: Problem): number => complain(word(wordings, problem))

/** The account of this county that a name to log in by belongs to. */
const find = async ({ office, acting, login, named }: Desk): Promise<Found | null> => {
  const userId = [...(await login.listNames())].find(([, each]) => each === named.toLowerCase())?.[0]
  if (userId === undefined) return null
  const row = await asActorReading(office, acting, tx =>
    tx.selectFrom('access.account').select(['account_id', 'version', 'name']).where('login_id', '=', userId).executeTakeFirst(),
  )
  return row === undefined ? null : { id: row.account_id, userId, version: row.version, name: row.name }
}
const notFound = ({ named, county }: Desk): number => complain(`${county} 没有账号“${named}”。请用 account list 看有哪些。`)

const add = async (desk: Desk): Promise<number> => {
  const { values, named, office, acting, login } = desk
  const name = textOf(values, 'name')
  if (name === null) return complain('请用 --name 写明姓名')
  const role = textOf(values, 'role')
  if (role !== null && !isRole(role)) return complain(`没有“${role}”这个角色；请写登记表里的编号，例如 A-28`)
  const password = makePassword()
  const user = await login.addUser({ username: named, name, password })
  if (!user.ok) return refuse(user.problem)
  const made = await perform(office, addAccount, { name, loginId: user.value }, { acting })
  if (!made.ok) {
    await login.removeUser(user.value)
    return refuse(made.problem)
  }
  say(`已建立账号 ${named}（${name}）。`)
  say(`  口令：${password}`)
  say('  口令只显示这一次，没有默认口令；请当面交给本人，让本人登录后修改。忘了就用 account reset-password。')
  if (role === null) {
    say('  还没有授权，登录后什么也看不到；请用 account give 授权，或由管理员授权。')
    return 0
  }
  return give(desk)
}

const give = async (desk: Desk): Promise<number> => {
  const { values, named, county, office, acting } = desk
  const role = textOf(values, 'role')
  if (role === null || !isRole(role)) return complain('请用 --role 写明角色的编号，例如 A-28')
  const found = await find(desk)
  if (found === null) return notFound(desk)
  const [kind = '', key = ''] = (textOf(values, 'at') ?? `division:${county}`).split(':')
  const given = await perform(office, giveGrant, { accountId: String(found.id), role, kind, key, to: textOf(values, 'to'), reason: '命令行授权' }, { acting })
  if (!given.ok) return refuse(given.problem)
  say(`已授权：${named} 为${roleOf(role).name}（${role}），范围 ${kind}:${key}。`)
  return 0
}

/** One grant of an account; which there are, the list says. */
const takeBack = async (desk: Desk): Promise<number> => {
  const { values, named, office, acting } = desk
  const grantId = textOf(values, 'grant')
  if (grantId === null) return complain('请用 --grant 写明要收回的授权编号；account list 里每一项授权后面都有')
  const found = await find(desk)
  if (found === null) return notFound(desk)
  const own = await asActorReading(office, acting, tx =>
    tx.selectFrom('access.grant').select('grant_id').where('grant_id', '=', readGrantId(grantId)).where('account_id', '=', found.id).executeTakeFirst(),
  )
  if (own === undefined) return complain(`${named} 没有编号为“${grantId}”的授权，什么也没有收回。请用 account list 核对编号。`)
  const taken = await perform(office, revokeGrant, { grantId }, { acting, reason: '命令行收回' })
  if (!taken.ok) return refuse(taken.problem)
  say(`已收回 ${named}（${found.name}）的授权 ${grantId}，从现在起不再生效；以前办的都还在。`)
  return 0
}
const readGrantId = (text: string): bigint => (/^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : 0n)

const list = async ({ office, acting, login, county }: Desk): Promise<number> => {
  const names = await login.listNames()
  const rows = await asActorReading(office, acting, async tx => ({
    accounts: await tx
      .selectFrom('access.account')
      .select(['account_id', 'login_id', 'name', 'kind', 'closed_at'])
      .where('division', '=', county)
      .orderBy('account_id')
      .execute(),
    grants: await tx
      .selectFrom('access.grant')
      .select(['grant_id', 'account_id', 'role', 'kind', 'key', 'valid_to'])
      .where('division', '=', county)
      .where('revoked_act', 'is', null)
      .orderBy('grant_id')
      .execute(),
  }))
  for (const each of rows.accounts) {
    const roles = rows.grants.filter(({ account_id }) => account_id === each.account_id)
    say(
      `${each.login_id === null ? '（不登录）' : (names.get(each.login_id) ?? '（登录用户已不在）')}  ${each.name}${each.closed_at === null ? '' : '  已停用'}`,
    )
    for (const { grant_id, role, kind, key, valid_to } of roles)
      say(`    ${role} ${isRole(role) ? roleOf(role).name : ''}  ${kind}:${key}${valid_to === null ? '' : `  至 ${valid_to}`}  授权编号 ${grant_id}`)
  }
  return 0
}

const resetPassword = async (desk: Desk): Promise<number> => {
  const found = await find(desk)
  if (found === null) return notFound(desk)
  const password = makePassword()
  const set = await desk.login.setPassword(found.userId, password)
  if (!set.ok) return refuse(set.problem)
  await desk.office.query('select audit.record_login($1, $2)', [found.userId, 'access.reset-password'])
  say(`已重设 ${desk.named}（${found.name}）的口令：${password}`)
  say('  只显示这一次；以前的登录都已退出。')
  return 0
}

const resetSecondFactor = async (desk: Desk): Promise<number> => {
  const found = await find(desk)
  if (found === null) return notFound(desk)
  await desk.login.dropSecondFactor(found.userId)
  await desk.office.query('select audit.record_login($1, $2)', [found.userId, 'access.reset-second-factor'])
  say(`已取消 ${desk.named}（${found.name}）的动态码，以前的登录都已退出；请本人用口令登录后重新登记。`)
  return 0
}

const close = async (desk: Desk): Promise<number> => {
  const found = await find(desk)
  if (found === null) return notFound(desk)
  const closed = await perform(desk.office, closeAccount, { accountId: String(found.id), version: found.version }, { acting: desk.acting })
  if (!closed.ok) return refuse(closed.problem)
  say(`已停用 ${desk.named}（${found.name}），从现在起不能再登录和办理；以前办的都还在。`)
  return 0
}

const verbs = { add, give, 'take-back': takeBack, list, 'reset-password': resetPassword, 'reset-second-factor': resetSecondFactor, close } as const
