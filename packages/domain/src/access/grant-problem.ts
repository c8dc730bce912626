import type { Problem, WordingFor } from '@yingjin/kernel'
import { isRole, type Level, levels, roleOf } from './role.ts'

/** Why a right is not given, taken, opened or lent. The database decides and answers with the code and its facts. */
export type GrantProblem =
  | Problem<'access/no-account'>
  | Problem<'access/own-grant'>
  | Problem<'access/no-role', { role: string }>
  | Problem<'access/not-at-this-level', { role: string; level: Level; possible: readonly Level[] }>
  | Problem<'access/no-such-place', { kind: string; key: string }>
  | Problem<'access/not-kept-yet', { role: string; level: Level; possible: readonly Level[] }>
  | Problem<'access/not-own-child'>
  | Problem<'access/not-itself'>
  | Problem<'access/not-its-lists', { role: string; key: string; possible: readonly string[] }>
  | Problem<'access/not-of-this-role', { role?: string }>
  | Problem<'access/over-already'>
  | Problem<'access/must-end', { role: string }>
  | Problem<'access/role-not-yours', { role: string }>
  | Problem<'access/beyond-your-place', { kind: string; key: string }>
  | Problem<'access/beyond-your-fields'>
  | Problem<'access/beyond-your-days'>
  | Problem<'access/incompatible', { role: string; with: string; reason: string; accountId: string }>
  | Problem<'access/given-already', { role: string; from: string; to: string | null }>
  | Problem<'access/no-grant'>
  | Problem<'access/revoked-already'>
  | Problem<'access/no-deputy'>
  | Problem<'access/deputy-has-no-deputy'>
  | Problem<'access/not-your-account'>
  | Problem<'access/needs-reason'>
  | Problem<'access/opened-too-long', { days: number }>
  | Problem<'access/deputy-opens-nothing'>
  | Problem<'access/cannot-open'>
  | Problem<'access/reviewed-already'>
  | Problem<'access/login-taken'>
  | Problem<'access/closed-already'>

const nameOf = (role: string): string => (isRole(role) ? `“${roleOf(role).name}”（${role}）` : `“${role}”`)

export const grantWording: WordingFor<GrantProblem> = {
  'access/no-account': () => '没有找到这个账号，或者它已经停用。请核对账号后再试。',
  'access/own-grant': () => '不能给自己（包括本人的另一个账号、您代办的账号）授权、改权或复核。请由其他管理员办理。',
  'access/no-role': p => `没有 ${p.role} 这个角色。请从角色表里选。`,
  'access/not-at-this-level': p =>
    p.possible.length === 0
      ? `${nameOf(p.role)}不授予账号。请选别的角色。`
      : `${nameOf(p.role)}不能按“${levels[p.level]}”授予；可以按：${p.possible.map(level => levels[level]).join('、')}。`,
  'access/no-such-place': p => `本县没有编号为 ${p.key} 的${p.kind in levels ? levels[p.kind as Level] : '区划'}。请核对编号。`,
  'access/not-kept-yet': p =>
    `“${levels[p.level]}”这类对象尚未在册，没有可授权的编号。${
      p.possible.length === 0 ? '请等登记以后再授权' : `${nameOf(p.role)}现在可以按：${p.possible.map(level => levels[level]).join('、')}`
    }。`,
  'access/not-own-child': () =>
    '这个账号的本人不是这个孩子在册的监护人（法定或实际）。家长只看自己的孩子：请先在孩子的档案里登记监护关系，登记后不用授权就看得到。',
  'access/not-itself': () => '学生只看本人的档案。请先把账号登记为这个学生本人的，再授权。',
  'access/not-its-lists': p => `${nameOf(p.role)}不是报送单位“${p.key}”，看不到它的名单；可以授予的是：${p.possible.join('、')}。`,
  'access/not-of-this-role': p =>
    p.role === undefined ? '请写明要打开哪些数据范围。' : `填写的数据范围不属于${nameOf(p.role)}。请只选这个角色有的范围，或者不填（全部）。`,
  'access/over-already': () => '截止日期早于开始日期或早于今天。请改正日期。',
  'access/must-end': p => `${nameOf(p.role)}只能限期授予。请填写截止日期。`,
  'access/role-not-yours': p => `您的角色不能授予或收回${nameOf(p.role)}。请找上一级管理员办理。`,
  'access/beyond-your-place': () => '超出了您自己的管辖范围。请由管辖那里的管理员办理。',
  'access/beyond-your-fields': () => '您自己的授权只限部分数据范围，不能授出更多。请缩小范围，或由上一级管理员办理。',
  'access/beyond-your-days': () => '您自己的授权有截止日期，不能授出更久。请把截止日期改到您的截止日期之前。',
  'access/incompatible': p => `${nameOf(p.with)}和${nameOf(p.role)}不能由同一人在同一地方兼任（包括代办）：${p.reason}。请换人，或先收回${nameOf(p.role)}。`,
  'access/given-already': p =>
    `他在这里已经有${nameOf(p.role)}（${p.from} 起${p.to === null ? '，一直有效' : `，到 ${p.to}`}），没有再给一次。要改期限，请先收回原来的，再按新期限授予。`,
  'access/no-grant': () => '没有找到这项授权。请刷新后再试。',
  'access/revoked-already': () => '已经收回或结束过了，不用再办。请刷新后看现在的授权。',
  'access/no-deputy': () => '没有找到这项代办。请刷新后再试。',
  'access/deputy-has-no-deputy': () => '代办期间不能再委托别人。请由本人委托。',
  'access/not-your-account': () => '这不是您管理的账号。请由本人或管理员办理。',
  'access/needs-reason': () => '请写明打开的原因。',
  'access/opened-too-long': p => `一次最多打开 ${p.days} 天。请缩短；到期后可以再次打开。`,
  'access/deputy-opens-nothing': () => '代办期间不能打开明细。请由本人打开。',
  'access/cannot-open': () => '您的角色不能打开那里的这些数据范围。请核对区划和数据范围，或请有权的同志提供。',
  'access/reviewed-already': () => '这次打开已经复核过了，不用再办。请刷新后看复核的结果。',
  'access/login-taken': () => '这个登录账号已经有人用。请换一个。',
  'access/closed-already': () => '这个账号已经停用了，不用再办。请刷新后再看。',
}
