import type { AccessProblem } from '@yingjin/domain/access'
import {
  approveChange,
  type ChangeMove,
  changeMoves,
  changeMoveWords,
  type ChangeStatus,
  listChanges,
  type NumberKind,
  type RegistryProblem,
  requestChange,
  requestPerson,
  returnChange,
  withdrawChange,
} from '@yingjin/domain/registry'
import {
  birthAndLastFourIn,
  done,
  identityText,
  masks,
  type PlainDate,
  problem,
  readResidentId,
  readStudentNumber,
  refused,
  type Result,
} from '@yingjin/kernel'
import { orderCase, type OrderScene, questionCase } from '../access/index.ts'
import type { Tx } from '../platform/postgres/index.ts'
import { type FieldVault, VaultRefusal } from '../platform/vault/index.ts'
import { differencesOf } from './change-was.ts'
import type { RegistryParts } from './import-cases.ts'
import { joinAsAsked } from './merge-cases.ts'
import { indexKindOf } from './plan-import.ts'
import { sayEnrolments, settle, standing } from './say-enrolments.ts'
import { refreshTokens } from './search-tokens.ts'
import { ask, askOne, bytes } from './statement.ts'
import { wholeCountyOnly } from './whole-county.ts'

type Refusable = RegistryProblem | AccessProblem
type Wanted = Readonly<Record<string, unknown> & { matter: string }>
type Request = Readonly<{
  change_request_id: bigint
  person_id: bigint | null
  wanted: Wanted
  reason: string
  record: string | null
  numbers_sealed: Buffer | null
  status: ChangeStatus
  asked_by: bigint
  version: number
  own: boolean
}>

const sealedField = 'registry.change_request.numbers_sealed'
const source = 'correction'

/** A number as it is kept, where it is a whole one of its kind: nothing damaged is taken by hand. */
const wholeNumber = (kind: NumberKind, written: string): string | null => {
  const text = identityText(indexKindOf(kind), written)
  switch (kind) {
    case 'resident-id':
      return readResidentId(text).id18
    case 'student-number': {
      const read = readStudentNumber(text)
      return read.ok ? read.value.number : null
    }
    case 'phone':
      return /^(1\d{10}|0\d{9,11})$/.test(text) ? text : null
    case 'permit':
    case 'certificate-number':
      return text === '' ? null : text
  }
}

const personThere = async (tx: Tx, division: string, personId: string): Promise<RegistryProblem | null> => {
  const [person] = await ask<{ merged_into: bigint | null }>(
    tx,
    `select merged_into from registry.person where division = $1 and person_id = $2 and gone_act is null`,
    division,
    personId,
  )
  if (person === undefined) return problem('registry/not-found', { what: `人员 ${personId}` })
  return person.merged_into === null ? null : problem('registry/already-merged', { personId })
}

/** Ends what an earlier correction said of a matter and says it anew. */
const correct = async (
  { tx, actor: { division }, act }: OrderScene,
  table: 'particulars' | 'residence' | 'guardianship' | 'identity_number' | 'household_member',
  personId: bigint,
  says: Readonly<Record<string, unknown>>,
  key: 'kind' | null = null,
): Promise<void> => {
  const columns = Object.keys(says)
  await ask(
    tx,
    `update registry.${table} set ended_act = $3 where division = $1 and person_id = $2 and source = '${source}' and ended_act is null${key === null ? '' : ` and ${key} = $4`}`,
    division,
    personId,
    act,
    ...(key === null ? [] : [says[key]]),
  )
  await ask(
    tx,
    `insert into registry.${table} (division, person_id, source, act_id, ${columns.join(', ')}) values ($1, $2, '${source}', $3, ${columns.map((_, i) => `$${i + 4}`).join(', ')})`,
    division,
    personId,
    act,
    ...Object.values(says),
  )
}

/** Who and where persons are, and what they are searched by, after what was said of them. */
const refresh = async (tx: Tx, division: string, personId: bigint): Promise<void> => {
  await settle(tx, division, [personId])
  await ask(tx, `create temporary table touched on commit drop as select $1::bigint as person_id`, personId)
  // One person is not thousands: without its size known, the words of the whole county would be read.
  await ask(tx, 'analyze touched')
  await refreshTokens(tx, division)
  await ask(tx, 'drop table touched')
}

/** Changes asked for by one and approved by another. */
export const changeCases = ({ fieldsOf }: RegistryParts) => {
  type Sealed = Readonly<{ kind: NumberKind; masked: string; record: string; sealed: string | null }>
  const sealNumber = (division: string, kind: NumberKind, written: string): Sealed | null => {
    const whole = wholeNumber(kind, written)
    if (whole === null) return null
    const record = crypto.randomUUID()
    return { kind, masked: masks[indexKindOf(kind)](whole), record, sealed: bytes(fieldsOf(division).seal({ field: sealedField, record }, whole)) }
  }

  const askFor = async (
    { tx, act }: OrderScene,
    personId: string | null,
    wanted: object,
    sealed: Sealed | null,
    schoolId: string | null,
    reason: string,
  ): Promise<Readonly<{ requestId: string }>> => {
    const { id } = await askOne<{ id: bigint }>(
      tx,
      `select registry.ask_change($1, $2, $3, $4, $5, $6, $7, $8) as id`,
      personId,
      personId === null ? 'create' : 'correct',
      JSON.stringify(wanted),
      sealed?.record ?? null,
      sealed?.sealed ?? null,
      schoolId,
      reason,
      act,
    )
    return { requestId: String(id) }
  }

  const request = orderCase(requestChange, async ({ personId, wanted, reason }, scene) => {
    const { tx, actor } = scene
    const no = await personThere(tx, actor.division, personId)
    if (no !== null) return refused<RegistryProblem>(no)
    if (wanted.matter === 'end-enrolment' && wanted.proof.length < 2) return refused<RegistryProblem>(problem('registry/proof-missing', {}))
    if (wanted.matter === 'merge') {
      const other = wanted.otherPersonId
      if (other === personId) return refused<RegistryProblem>(problem('registry/same-person', {}))
      const hindrance = await personThere(tx, actor.division, other)
      if (hindrance !== null) return refused<RegistryProblem>(hindrance)
      const { name } = await askOne<{ name: string }>(tx, `select name from registry.person where division = $1 and person_id = $2`, actor.division, other)
      return done(await askFor(scene, personId, { ...wanted, otherName: name }, null, null, reason))
    }
    if (wanted.matter !== 'identity-number') return done(await askFor(scene, personId, wanted, null, null, reason))
    const sealed = sealNumber(actor.division, wanted.kind, wanted.number)
    if (sealed === null) return refused<RegistryProblem>(problem('registry/not-a-number', { kind: wanted.kind }))
    return done(await askFor(scene, personId, { ...wanted, number: sealed.masked }, sealed, null, reason))
  })

  const requestNew = orderCase(requestPerson, async ({ reason, number, ...of }, scene) => {
    const { tx, actor } = scene
    const { reaches } = await askOne<{ reaches: boolean }>(
      tx,
      `select registry.reaches_school($1, $2, 'persons', 'rows') and ($2::bigint is null or exists (select from registry.school where division = $1 and school_id = $2)) as reaches`,
      actor.division,
      of.schoolId,
    )
    if (!reaches) return refused<RegistryProblem>(problem('registry/not-found', { what: of.schoolId === null ? '所在学校' : `学校 ${of.schoolId}` }))
    const sealed = number === null ? null : sealNumber(actor.division, number.kind, number.number)
    if (number !== null && sealed === null) return refused<RegistryProblem>(problem('registry/not-a-number', { kind: number.kind }))
    const wanted = { matter: 'new-person', ...of, number: sealed === null ? null : { kind: sealed.kind, number: sealed.masked } }
    return done(await askFor(scene, null, wanted, sealed, of.schoolId, reason))
  })

  /** A request that the actor may answer, held until the end of the order. */
  const answerable = async (
    { tx, actor: { division } }: OrderScene,
    requestId: string,
    version: number,
    move: ChangeMove,
  ): Promise<Result<Request, Refusable>> => {
    const [found] = await ask<Request>(
      tx,
      `select change_request_id, person_id, wanted, reason, record, numbers_sealed, status, asked_by, version, registry.is_own_account(asked_by) as own
       from registry.change_request where division = $1 and change_request_id = $2 for update`,
      division,
      requestId,
    )
    if (found === undefined) return refused(problem('registry/not-found', { what: `变更申请 ${requestId}` }))
    const no = notNow(found.status, move)
    if (no !== null) return refused(no)
    if (found.version !== version) return refused(problem('access/stale', { what: '变更申请', version: found.version, given: version }))
    return found.own ? refused(problem('registry/own-request', {})) : done(found)
  }
  const notNow = (status: ChangeStatus, move: ChangeMove): RegistryProblem | null =>
    changeMoves[status][move] !== undefined
      ? null
      : problem('registry/request-not', { status, wanted: changeMoveWords[move], possible: Object.keys(changeMoves[status]) as ChangeMove[] })

  const answered = async (
    { tx, actor, act }: OrderScene,
    { change_request_id }: Request,
    status: ChangeStatus,
    answer: string | null,
    personId: bigint | null,
  ): Promise<void> => {
    await ask(
      tx,
      `update registry.change_request set status = $3, answered_by = $4, answer = $5, answered_act = $6, person_id = $7, version = version + 1
       where division = $1 and change_request_id = $2`,
      actor.division,
      change_request_id,
      status,
      actor.forAccountId,
      answer,
      act,
      personId,
    )
  }

  const openNumber = (fields: FieldVault, { record, numbers_sealed }: Request): string | null => {
    if (record === null || numbers_sealed === null) return null
    const plain = fields.open({ field: sealedField, record }, numbers_sealed)
    if (!plain.ok) throw new VaultRefusal(plain.problem)
    return plain.value
  }

  const takenBy = async (tx: Tx, fields: FieldVault, kind: NumberKind, number: string, personId: bigint | null): Promise<RegistryProblem | null> => {
    if (kind === 'phone') return null
    const { owner } = await askOne<{ owner: bigint | null }>(
      tx,
      `select registry.person_of_number($1, $2::bytea[]) as owner`,
      kind,
      fields.indexes(indexKindOf(kind), number),
    )
    return owner === null || owner === personId ? null : problem('registry/number-taken', { personId: String(owner) })
  }

  const writeNumber = (scene: OrderScene, fields: FieldVault, personId: bigint, kind: NumberKind, number: string): Promise<void> => {
    const record = crypto.randomUUID()
    const fourth = kind === 'resident-id' ? birthAndLastFourIn(number) : null
    return correct(
      scene,
      'identity_number',
      personId,
      {
        kind,
        record,
        number_sealed: bytes(fields.seal({ field: 'registry.identity_number.number_sealed', record }, number)),
        number_index: bytes(fields.index(indexKindOf(kind), number)),
        birth_and_last_four_index: fourth === null ? null : bytes(fields.index('birth-and-last-four', fourth)),
      },
      'kind',
    )
  }

  /** A school and a class of it, where they are said and there. */
  const placeThere = async (tx: Tx, division: string, schoolId: unknown, classId: unknown): Promise<RegistryProblem | null> => {
    const { school, of_school } = await askOne<{ school: boolean; of_school: boolean }>(
      tx,
      `select $2::bigint is null or exists (select from registry.school where division = $1 and school_id = $2) as school,
         $3::bigint is null or exists (select from registry.class where division = $1 and class_id = $3 and school_id = $2 and ended_act is null) as of_school`,
      division,
      schoolId,
      classId,
    )
    if (!school) return problem('registry/not-found', { what: `学校 ${String(schoolId)}` })
    return of_school ? null : problem('registry/class-of-other-school', {})
  }

  const carryOut = async (scene: OrderScene, found: Request, personId: bigint): Promise<Refusable | null> => {
    const { tx, act, today, actor } = scene
    const { division } = actor
    const { wanted: w } = found
    const fields = fieldsOf(division)
    const day = w['from'] as PlainDate | null | undefined
    if (day !== undefined && day !== null && day > today) return problem('registry/day-to-come', { day, today })
    switch (w.matter) {
      case 'particulars':
        await correct(scene, 'particulars', personId, { name: w['name'], former_name: w['formerName'], sex: w['sex'], born_on: w['bornOn'] })
        break
      case 'identity-number': {
        const [kind, number] = [w['kind'] as NumberKind, openNumber(fields, found)]
        if (number === null) return problem('registry/no-number', { kind })
        const taken = await takenBy(tx, fields, kind, number, personId)
        if (taken !== null) return taken
        await writeNumber(scene, fields, personId, kind, number)
        break
      }
      case 'guardianship': {
        const guardian = w['guardianPersonId']
        if (guardian === String(personId)) return problem('registry/same-person', {})
        const no = typeof guardian === 'string' ? await personThere(tx, division, guardian) : null
        if (no !== null) return no
        await correct(scene, 'guardianship', personId, {
          guardian_name: w['guardianName'],
          guardian_person_id: guardian,
          relation: w['relation'],
          ground: w['ground'],
          valid_from: w['from'],
          valid_to: w['to'],
        })
        break
      }
      case 'residence':
        await correct(scene, 'residence', personId, {
          hukou_division: w['hukouDivision'],
          township: w['township'],
          village: w['village'],
          village_group: w['villageGroup'],
          address: w['address'],
          at_area: w['atArea'],
        })
        break
      case 'household-membership': {
        const [household] = await ask(
          tx,
          `select from registry.household where division = $1 and household_id = $2 and gone_act is null`,
          division,
          w['householdId'],
        )
        if (household === undefined) return problem('registry/not-found', { what: `户 ${String(w['householdId'])}` })
        await correct(scene, 'household_member', personId, { household_id: w['householdId'], relation: w['relation'], valid_from: w['from'] })
        break
      }
      case 'merge': {
        const no = await joinAsAsked(scene, personId, String(w['otherPersonId']), found.reason.slice(0, 200))
        if (no !== null) return no
        break
      }
      case 'enrolment': {
        const no = await placeThere(tx, division, w['schoolId'], w['classId'])
        if (no !== null) return no
        await sayEnrolments(
          tx,
          division,
          act,
          source,
          `select $2::bigint as person_id, $3::text as matter, $4::text as state, null::text as ground, $5::bigint as at_school_id, null::text as at_school_name,
             $6::bigint as at_class_id, $7::text as stage, $8::text as grade, null::text as class_name, $9::boolean as boards, $10::date as valid_from
           from registry.person p where p.division = $1 and p.person_id = $2`,
          personId,
          w['of'],
          w['state'],
          w['schoolId'],
          w['classId'],
          w['stage'],
          w['grade'] === null ? null : String(w['grade']),
          w['boards'],
          w['from'],
        )
        break
      }
      case 'end-enrolment': {
        await ask(
          tx,
          `update registry.handover set status = 'withdrawn', closed_on = $3, closed_act = $4, version = version + 1 where division = $1 and person_id = $2 and status = 'open'`,
          division,
          personId,
          w['from'],
          act,
        )
        const ended = await sayEnrolments(
          tx,
          division,
          act,
          source,
          `select s.person_id, s.matter, 'left' as state, $3::text as ground, s.at_school_id, s.at_school_name, s.at_class_id, s.stage, s.grade, s.class_name, s.boards, $4::date as valid_from
           from ${standing('select $2::bigint')} s where s.state in ('enrolled', 'suspended')`,
          personId,
          w['ground'],
          w['from'],
        )
        if (ended.length === 0) return problem('registry/not-enrolled', { personId: String(personId) })
        break
      }
      default:
        throw new Error(`a change of ${w.matter} is carried out nowhere`)
    }
    await refresh(tx, division, personId)
    return null
  }

  const makePerson = async (scene: OrderScene, found: Request): Promise<Result<bigint, RegistryProblem>> => {
    const { tx, act, today, actor } = scene
    const { division } = actor
    const { wanted: w } = found
    const [fields, schoolId, child] = [fieldsOf(division), w['schoolId'] as string | null, w['role'] === 'child']
    const day = w['from'] as PlainDate
    if (day > today) return refused(problem('registry/day-to-come', { day, today }))
    const narrow = child && schoolId !== null ? null : await wholeCountyOnly(tx, division, approveChange.title, ['persons'])
    if (narrow !== null) return refused(narrow)
    const number = w['number'] === null ? null : openNumber(fields, found)
    const kind = (w['number'] as { kind: NumberKind } | null)?.kind ?? 'resident-id'
    const taken = number === null ? null : await takenBy(tx, fields, kind, number, null)
    if (taken !== null) return refused(taken)
    const { person_id } = await askOne<{ person_id: bigint }>(
      tx,
      `insert into registry.person (division, name, sex, born_on, school_id, act_id) values ($1, $2, $3, $4, $5, $6) returning person_id`,
      division,
      w['name'],
      w['sex'],
      w['bornOn'],
      child ? schoolId : null,
      act,
    )
    await correct(scene, 'particulars', person_id, { name: w['name'], former_name: null, sex: w['sex'], born_on: w['bornOn'] })
    if (number !== null) await writeNumber(scene, fields, person_id, kind, number)
    await ask(
      tx,
      `insert into registry.person_role (division, person_id, source, role, act_id) values ($1, $2, '${source}', $3, $4)`,
      division,
      person_id,
      w['role'],
      act,
    )
    if (child && schoolId !== null)
      await sayEnrolments(
        tx,
        division,
        act,
        source,
        `select $2::bigint as person_id, 'present' as matter, 'enrolled' as state, null::text as ground, $3::bigint as at_school_id, null::text as at_school_name, null::bigint as at_class_id,
           null::text as stage, null::text as grade, null::text as class_name, null::boolean as boards, $4::date as valid_from from registry.person p where p.division = $1 and p.person_id = $2`,
        person_id,
        schoolId,
        day,
      )
    await refresh(tx, division, person_id)
    return done(person_id)
  }

  const approve = orderCase(approveChange, async ({ requestId, version }, scene) => {
    const found = await answerable(scene, requestId, version, 'approve')
    if (!found.ok) return found
    const { person_id } = found.value
    if (person_id === null) {
      const made = await makePerson(scene, found.value)
      if (!made.ok) return made
      await answered(scene, found.value, 'approved', null, made.value)
      return done({ personId: String(made.value) })
    }
    const no = await personThere(scene.tx, scene.actor.division, String(person_id))
    if (no !== null) return refused<Refusable>(no)
    // Before the change: whoever says where a child lives or goes to school may not reach it afterwards.
    await answered(scene, found.value, 'approved', null, person_id)
    const refusedFor = await carryOut(scene, found.value, person_id)
    return refusedFor === null ? done({ personId: String(person_id) }) : refused<Refusable>(refusedFor)
  })

  const giveBack = orderCase(returnChange, async ({ requestId, version, answer }, scene) => {
    const found = await answerable(scene, requestId, version, 'return')
    if (!found.ok) return found
    await answered(scene, found.value, 'returned', answer, found.value.person_id)
    return done({})
  })

  const withdraw = orderCase(withdrawChange, async ({ requestId, version }, { tx, act }) => {
    const { refusal, facts } = await askOne<{ refusal: string | null; facts: Readonly<{ status: ChangeStatus; version: number }> }>(
      tx,
      `select refusal, facts from registry.withdraw_change($1, $2, $3)`,
      requestId,
      version,
      act,
    )
    if (refusal === null) return done({})
    if (refusal === 'stale') return refused<Refusable>(problem('access/stale', { what: '变更申请', version: facts.version, given: version }))
    const no = refusal === 'request-answered' ? notNow(facts.status, 'withdraw') : null
    return refused<Refusable>(no ?? problem('registry/not-found', { what: `您的变更申请 ${requestId}` }))
  })

  /** What waits, the oldest first; what was answered, the newest. */
  const list = questionCase(listChanges, async ({ status, personId, after, limit }, { tx, actor: { division } }) => {
    const rows = await ask<
      Readonly<{
        change_request_id: bigint
        person_id: bigint | null
        name: string
        wanted: Wanted
        reason: string
        status: ChangeStatus
        asked_by: bigint
        answered_act: bigint | null
        own: boolean
        answer: string | null
        version: number
      }>
    >(
      tx,
      `select r.change_request_id, r.person_id, coalesce(p.name, r.wanted ->> 'name', '') as name, r.wanted, r.reason, r.status, r.asked_by, r.answered_act,
         registry.is_own_account(r.asked_by) as own, r.answer, r.version
       from registry.change_request r left join registry.person p on p.division = r.division and p.person_id = r.person_id
       where r.division = $1 and r.status = $2 and ($3::bigint is null or r.person_id = $3) and ${status === 'asked' ? '($4::bigint is null or r.change_request_id > $4) order by r.change_request_id' : '($4::bigint is null or r.change_request_id < $4) order by r.change_request_id desc'} limit $5`,
      division,
      status,
      personId ?? null,
      after ?? null,
      limit,
    )
    const { total } = await askOne<{ total: number }>(
      tx,
      `select count(*)::integer as total from registry.change_request r where r.division = $1 and r.status = $2 and ($3::bigint is null or r.person_id = $3)`,
      division,
      status,
      personId ?? null,
    )
    const askers = await ask<{ change_request_id: bigint; asker: string; asked_on: PlainDate }>(
      tx,
      `select change_request_id, asker, (recorded_at at time zone 'Asia/Shanghai')::date as asked_on from registry.askers_of_changes($1::bigint[])`,
      rows.map(r => String(r.change_request_id)),
    )
    const askerOf = new Map(askers.map(asker => [asker.change_request_id, asker]))
    const difference = await differencesOf(tx, fieldsOf(division), division, rows)
    return done({
      total,
      requests: rows.map(r => ({
        requestId: String(r.change_request_id),
        personId: r.person_id === null ? null : String(r.person_id),
        name: r.name,
        wanted: r.wanted,
        reason: r.reason,
        status: r.status,
        was: [...difference(r).was],
        becomes: [...difference(r).becomes],
        askedBy: String(r.asked_by),
        askedByName: askerOf.get(r.change_request_id)?.asker ?? '',
        askedOn: askerOf.get(r.change_request_id)?.asked_on ?? '',
        own: r.own,
        answer: r.answer,
        version: r.version,
      })),
      next: rows.length < limit ? null : String(rows.at(-1)?.change_request_id),
    })
  })

  return { request, requestPerson: requestNew, approve, return: giveBack, withdraw, list }
}
