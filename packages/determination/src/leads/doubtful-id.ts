import { and, cases, coalesce, eq, isIn, ne, or, text, unionAll } from '@yingjin/sql'
import { spineKinds } from '../spine.ts'
import type { Basis, World } from './lead.ts'

/** Classes of damage that leave a number unusable; a missing number is a question, not a doubt. */
const damaged = {
  BAD: '校验码不符',
  M17: '少了一位',
  S15: '后三位被Excel改成了0',
  S6: '成了科学计数法',
  NUMBER: '被存成了数字，末几位已不可靠',
  OLD15: '还是15位旧号',
  GENERIC: '是占位号码',
} as const

/** 虚构区划: a number of the invented province, which receiving takes for nobody's in a county outside it. */
const invented = 'INVENTED'

/**
 * 证件存疑: a child's own row carries a damaged number, or a roster's number belongs to somebody of another name.
 * On spine rosters the second is 一证多人 and stands there.
 */
export const doubtfulId = (world: World): Basis => {
  const child = world.spine.identities.where(c =>
    isIn(
      c.id_class,
      Object.keys(damaged).map(d => text(d)),
    ),
  )
  const own = child.select(c => ({
    kind: text('doubtful-id'),
    ground: c.id_class,
    subject: c.person_id,
    row_id: c.row_id,
    detail: cases<'text'>(
      Object.entries(damaged).map(([d, word]) => [eq(c.id_class, text(d)), text(`身份证号${word}`)] as const),
      text(''),
    ),
  }))
  const elsewhere = world.matching.doubts
    .where(c => and(or(eq(c.why, text('conflict')), eq(c.reason, text('name-unreadable'))), ...spineKinds.map(kind => ne(c.roster, text(kind)))))
    .select(c => ({
      kind: text('doubtful-id'),
      ground: text('name-differs'),
      subject: c.person_id,
      row_id: c.row_id,
      detail: text('名册上的身份证号是该生的，姓名却不是'),
    }))
  const differing = world.matching.doubts
    .where(c => eq(c.reason, text('id-differs')))
    // The number is another child's of the same roster: that is 一证多人 and stands there.
    .lacking(world.spine.sharedIds, (l, r) => [[l.row_id, r.row_id]])
    .lacking(
      world.spine.doubts
        .where(c => eq(c.why, text('conflict')))
        .join(
          'inner',
          world.spine.matches,
          (l, r) => [[l.row_id, r.row_id]],
          (_l, r) => ({ person_id: r.person_id }),
        ),
      (l, r) => [[l.person_id, r.person_id]],
    )
    .select(c => ({
      kind: text('doubtful-id'),
      ground: text('id-differs'),
      subject: c.person_id,
      row_id: c.row_id,
      detail: text('姓名、出生日期与该生相符，身份证号却不同'),
    }))
  // In a run for a real county: every row that carries a number of the invented province, whoever it was found to be.
  const numbered = world.rows.where(c => eq(c.id_class, text(invented)))
  const inventedRows = numbered
    .join(
      'left',
      world.matching.matches,
      (l, r) => [[l.row_id, r.row_id]],
      (l, r) => ({ row_id: l.row_id, subject: coalesce(r.person_id, l.row_id) }),
    )
    .select(c => ({
      kind: text('doubtful-id'),
      ground: text(invented),
      subject: c.subject,
      row_id: c.row_id,
      detail: text('虚构区划：身份证号的区划码以99开头，是演示用的虚构省份，不是真实的号码'),
    }))
  return unionAll(own, elsewhere, differing, inventedRows)
}
