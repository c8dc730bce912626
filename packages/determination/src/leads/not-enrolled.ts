import { not, text } from '@yingjin/sql'
import type { Basis, World } from './lead.ts'
import { notEnrolledPersons, soughtOn } from './out-of-school.ts'

/** 未入学 (户籍×学籍): of compulsory age, on this county's register, on no roll. */
export const notEnrolled = (world: World): Basis =>
  notEnrolledPersons(world)
    .where(c => not(c.lifted_out))
    .select(c => ({
      kind: text('not-enrolled'),
      ground: text(''),
      subject: c.person_id,
      row_id: c.row_id,
      detail: text(`户籍适龄，但${soughtOn(world)}名册中都没有`),
    }))
