import { mayReach, type Me, type Reach } from '../shared/session/index.ts'

/**
 * `over`: only for whoever has a duty over a prefecture, or over a whole county or prefecture; `county`: not for whoever
 * has duties over a prefecture alone, whose own division holds no children.
 */
export type MenuLine = Readonly<{
  to: string
  word: string
  needs: readonly Readonly<{ field: string; how: Reach }>[]
  over?: 'prefecture' | 'division' | 'county'
}>
export type MenuGroup = Readonly<{ word: string; lines: readonly MenuLine[] }>

/**
 * The left menu in the order of the loop, in official words; each line for whoever may do something there, a group for
 * whoever has a line in it. A group of one line that bears its name is that line.
 */
export const menu = [
  { word: '待办', lines: [{ to: '/', word: '待办', needs: [] }] },
  {
    word: '收数',
    lines: [
      { to: '/receive', word: '来件', needs: [{ field: 'imports', how: 'write' }] },
      { to: '/receive/progress', word: '收数进度', needs: [{ field: 'imports', how: 'counts' }], over: 'division' },
      { to: '/receive/history', word: '收数历史', needs: [{ field: 'imports', how: 'rows' }] },
      { to: '/receive/locks', word: '底数锁定', needs: [{ field: 'designations', how: 'write' }] },
    ],
  },
  {
    word: '比对',
    lines: [
      { to: '/questions', word: '待决问题', needs: [{ field: 'questions', how: 'rows' }] },
      { to: '/compare', word: '名册比对', needs: [{ field: 'imports', how: 'write' }] },
    ],
  },
  {
    word: '核定',
    lines: [
      { to: '/results/totals', word: '核定汇总', needs: [{ field: 'results', how: 'counts' }], over: 'county' },
      { to: '/results/list', word: '核定清单', needs: [{ field: 'results', how: 'rows' }], over: 'county' },
      { to: '/results/changes', word: '与上次的差异', needs: [{ field: 'results', how: 'counts' }], over: 'county' },
      { to: '/results/waiting', word: '待补信息的学生', needs: [{ field: 'results', how: 'rows' }], over: 'county' },
      { to: '/results/unsettled', word: '身份待核', needs: [{ field: 'questions', how: 'rows' }], over: 'county' },
      { to: '/runs', word: '历次运行', needs: [{ field: 'results', how: 'counts' }], over: 'county' },
    ],
  },
  {
    word: '线索',
    lines: [
      { to: '/leads', word: '线索清单', needs: [{ field: 'leads', how: 'rows' }], over: 'county' },
      { to: '/leads/places', word: '线索分布', needs: [{ field: 'leads', how: 'counts' }], over: 'county' },
      { to: '/counties', word: '下属县区', needs: [{ field: 'leads', how: 'counts' }], over: 'prefecture' },
    ],
  },
  {
    word: '学生',
    lines: [
      { to: '/persons', word: '查找学生', needs: [{ field: 'persons', how: 'rows' }], over: 'county' },
      { to: '/persons/changes', word: '更正申请', needs: [{ field: 'persons', how: 'rows' }], over: 'county' },
      { to: '/persons/handovers', word: '转学和升学', needs: [{ field: 'persons', how: 'write' }] },
      { to: '/persons/roll-over', word: '学年升级', needs: [{ field: 'persons', how: 'write' }] },
      { to: '/schools', word: '学校与班级', needs: [{ field: 'persons', how: 'rows' }], over: 'county' },
    ],
  },
  {
    word: '政策库',
    lines: [
      { to: '/policy', word: '文件和算例', needs: [] },
      { to: '/policy/simulate', word: '测算', needs: [{ field: 'results', how: 'write' }] },
    ],
  },
  {
    word: '系统',
    lines: [
      { to: '/operate/audit', word: '审计', needs: [{ field: 'audits', how: 'rows' }] },
      { to: '/operate/accounts', word: '账号和授权', needs: [{ field: 'access', how: 'rows' }] },
      {
        to: '/operate/duties',
        word: '责任体系',
        needs: [
          { field: 'persons', how: 'write' },
          { field: 'access', how: 'rows' },
        ],
      },
      { to: '/operate/openings', word: '打开过的明细', needs: [{ field: 'access', how: 'write' }], over: 'division' },
      { to: '/operate/trail', word: '操作日志', needs: [{ field: 'trail', how: 'rows' }] },
      { to: '/operate/system', word: '运行状态', needs: [{ field: 'trail', how: 'rows' }] },
    ],
  },
] as const satisfies readonly MenuGroup[]

/** Where the menu may lead: every address a line names is a route, by type. */
export type MenuTo = (typeof menu)[number]['lines'][number]['to']
type ShownLine = Readonly<{ to: MenuTo; word: string }>
export type ShownGroup = Readonly<{ word: string; lines: readonly ShownLine[] }>

const isOver = ({ roles }: Me, over: MenuLine['over']): boolean => {
  const ofPrefecture = ({ kind, key }: Me['roles'][number]): boolean => kind === 'division' && key.endsWith('00')
  if (over === undefined) return true
  if (over === 'county') return roles.some(role => !ofPrefecture(role))
  return roles.some(role => (over === 'division' ? role.kind === 'division' : ofPrefecture(role)))
}

export const menuOf = (me: Me): readonly ShownGroup[] =>
  (menu as readonly Readonly<{ word: string; lines: readonly (ShownLine & MenuLine)[] }>[])
    .map(({ word, lines }) => ({
      word,
      lines: lines.filter(({ needs, over }) => isOver(me, over) && (needs.length === 0 || needs.some(({ field, how }) => mayReach(me, field, how)))),
    }))
    .filter(({ lines }) => lines.length > 0)
