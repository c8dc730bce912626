import type { assignResponsibility } from '@yingjin/domain/registry'
import type { Problem } from '@yingjin/kernel'
import type { UseCase } from '../../access/index.ts'
import { changeCases, postCases, responsibilityCases, schoolCases } from '../../registry/index.ts'
import type { FieldVault } from '../../platform/vault/index.ts'
import type { z } from 'zod'

/** For what somebody of the demonstration answers. */
export type AnswersFor = 'county' | 'township' | 'village' | 'school' | 'class'
/** Who answers now for a place of the demonstration, and whether it is where the accounts of the demonstration stand. */
export type Answering = Readonly<{ answers: AnswersFor; name: string; personId: string; key: string; here: boolean }>

export type ResponsibilityDesk = Readonly<{
  division: string
  /** Where the accounts of the demonstration stand. */
  here: Readonly<{ schoolId: string; classId: string; township: string; village: string }>
  /** Who answers there. */
  named: Readonly<Record<AnswersFor, string>>
  rows: <Row extends object>(text: string, ...values: readonly unknown[]) => Promise<readonly Row[]>
  /** Asked by the clerk of the aid centre, or by whoever checks. */
  ask: <Order extends z.ZodType, Outcome extends z.ZodType, P extends Problem>(
    by: 'clerk' | 'checker',
    work: UseCase<Order, Outcome, P>,
    order: z.input<Order>,
  ) => Promise<z.output<Outcome>>
  fieldsOf: (division: string) => FieldVault
}>

/** 双线七长 (register A-63); who the seven are no text of this county says, so it says them itself (O-18). */
const chain = '双线七长'
const since = '2022-09-01'

type Duty = Readonly<{
  answers: AnswersFor
  key: string
  here: boolean
  role: string
  title: string
  organisationId: string
  of: z.input<typeof assignResponsibility.order>['of']
}>

const surnames = ['冉', '田', '罗', '向', '石', '谭', '杨', '陈', '何', '张', '李', '王', '周', '吴', '黄']
const given = ['德明', '秀芝', '志远', '春兰', '国平', '玉梅', '建华', '晓琴', '光荣', '丽娟', '永贵', '红霞', '学文']
const invented = (n: number): string => `${surnames[n % surnames.length]}${given[n % given.length]}`

/**
 * Who answers for whom in the invented county, as its office would have entered it: the head of the bureau, the heads of
 * the townships and schools, the cadre of one village, the class teachers of one school. The last of each kind is left open, so that there are holes
 * to be found.
 */
export const layDownResponsibility = async (desk: ResponsibilityDesk): Promise<readonly Answering[]> => {
  const { ask, named } = desk
  const answering: Answering[] = []
  for (const [n, duty] of (await dutiesOf(desk)).entries()) {
    const name = duty.here ? named[duty.answers] : invented(n)
    const personId = await register(desk, name, duty)
    await ask('clerk', posts.appoint, { organisationId: duty.organisationId, title: duty.title, personId, from: since })
    await ask('clerk', responsibilities.assign, { chain, role: duty.role, holderPersonId: personId, of: duty.of, validFrom: since })
    answering.push({ answers: duty.answers, name, personId, key: duty.key, here: duty.here })
  }
  return answering
}

const posts = postCases()
const responsibilities = responsibilityCases()

/** Somebody new is asked for by one and approved by another. */
const register = async ({ ask, fieldsOf }: ResponsibilityDesk, name: string, { answers }: Duty): Promise<string> => {
  const changes = changeCases({ fieldsOf })
  const role = answers === 'school' || answers === 'class' ? 'teacher' : 'cadre'
  const { requestId } = await ask('clerk', changes.requestPerson, { name, role, from: since, reason: '责任人登记' })
  return (await ask('checker', changes.approve, { requestId, version: 1 })).personId
}

type Place = Readonly<{ id: bigint; area: string; stages: readonly string[] | null }>

const dutiesOf = async ({ division, here, rows, ask }: ResponsibilityDesk): Promise<readonly Duty[]> => {
  const { organisationId } = await ask('clerk', schoolCases().foundOther, { kind: 'bureau', name: '示例县教育局', area: division, from: since })
  const townships = await rows<Place>(
    `select organisation_id as id, area, null as stages from registry.organisation where division = $1 and kind = 'township' and ended_act is null order by area`,
    division,
  )
  const villages = await rows<Place>(
    `select organisation_id as id, area, null as stages from registry.organisation where division = $1 and kind = 'village' and ended_act is null and area = $2`,
    division,
    here.village,
  )
  const schools = await rows<Place>(
    `select o.organisation_id as id, o.area, s.stages from registry.organisation o join registry.school s on s.division = o.division and s.school_id = o.organisation_id
     where o.division = $1 and o.ended_act is null and exists (
       select from registry.person p where p.division = $1 and p.school_id = o.organisation_id and p.gone_act is null) order by o.organisation_id`,
    division,
  )
  const classes = await rows<Readonly<{ id: bigint }>>(
    `select class_id as id from registry.class k where k.division = $1 and k.school_id = $2 and k.ended_act is null and exists (
       select from registry.person p where p.division = $1 and p.class_id = k.class_id and p.gone_act is null) order by class_id`,
    division,
    here.schoolId,
  )
  const all: readonly Duty[] = [
    { answers: 'county', key: division, here: true, role: '教育局长', title: '局长', organisationId, of: { target: 'division' } },
    ...townships.map(({ id, area }): Duty => ({
      answers: 'township',
      key: area,
      here: area === here.township,
      role: '乡镇长',
      title: '乡镇长',
      organisationId: String(id),
      of: { target: 'township', area },
    })),
    ...villages.map(({ id, area }): Duty => ({
      answers: 'village',
      key: area,
      here: true,
      role: '村长',
      title: '包村干部',
      organisationId: String(id),
      of: { target: 'village', area },
    })),
    ...schools.map(({ id, stages }): Duty => ({
      answers: 'school',
      key: String(id),
      here: String(id) === here.schoolId,
      role: '校长',
      title: stages?.every(stage => stage === 'preschool') === true ? '园长' : '校长',
      organisationId: String(id),
      of: { target: 'school', schoolId: String(id) },
    })),
    ...classes.map(({ id }): Duty => ({
      answers: 'class',
      key: String(id),
      here: String(id) === here.classId,
      role: '师长',
      title: '班主任',
      organisationId: here.schoolId,
      of: { target: 'class', classId: String(id) },
    })),
  ]
  return all.filter(({ here: isHere, answers }, n) => isHere || all[n + 1]?.answers === answers)
}
