import { mayReach, type Me, type Reach } from '../shared/session/index.ts'

export type MenuLine = Readonly<{ to: string; word: string; needs: readonly Readonly<{ field: string; how: Reach }>[] }>

/** The left menu in the order of the loop, in official words; each line for whoever may do something there. */
export const menu = [
  { to: '/', word: '待办', needs: [] },
  { to: '/questions', word: '待决问题', needs: [{ field: 'questions', how: 'rows' }] },
  { to: '/leads', word: '线索', needs: [{ field: 'leads', how: 'counts' }] },
  { to: '/persons', word: '学生', needs: [{ field: 'persons', how: 'rows' }] },
] as const satisfies readonly MenuLine[]

export const menuOf = (me: Me): readonly (typeof menu)[number][] =>
  menu.filter(({ needs }) => needs.length === 0 || needs.some(({ field, how }) => mayReach(me, field, how)))
