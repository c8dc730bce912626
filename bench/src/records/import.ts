import { randomUUID } from 'node:crypto'
import { birthAndLastFourIn, identityText, must } from '@yingjin/kernel'
import { perform } from '../../../apps/server/src/access/index.ts'
import { asOwner, copyRows } from '../../../apps/server/src/platform/postgres/index.ts'
import type { TestDatabase } from '../../../apps/server/src/platform/postgres/testing/index.ts'
import type { FieldVault } from '../../../apps/server/src/platform/vault/index.ts'
import { importCases } from '../../../apps/server/src/registry/index.ts'
import { bornOf, idOf, nameOf, pinyinOf } from './people.ts'

type Measure = Readonly<{ measure: string; value: number; unit: string; peer?: number; ratio?: number }>

/** Two counties with nobody in them: into one the program imports, into the other the bare statements write. */
const [ours, bares] = ['990103', '990104'] as const
const villages = ['柳树村', '石桥村'] as const

type Pool = TestDatabase['pool']
type Client = Parameters<Parameters<TestDatabase['asOwner']>[0]>[1]

const layDown = (client: Client, division: string, index: number): Promise<unknown> =>
  client.query(`
    insert into infrastructure.division values ('${division}', '990100', '第${index}县');
    insert into access.account (division, account_id, login_id, name, kind) overriding system value values ('${division}', ${index}, 'clerk-${division}', '经办', 'person');
    insert into audit.act (division, act_id, kind, happened_on, account_id, on_behalf_of, client_id, order_digest) overriding system value
      values ('${division}', ${index}, 'first', '2022-09-01', ${index}, ${index}, gen_random_uuid(), sha256(''));
    insert into access.grant (division, account_id, role, kind, key, ground, valid_from, given_act) values ('${division}', ${index}, 'T-1', 'division', '${division}', 'appointment', '2020-01-01', ${index});
    insert into login.session (user_id, digest, expires_at) values ('clerk-${division}', sha256(convert_to('bench-${division}', 'UTF8')), now() + interval '1 day');
    insert into registry.organisation (division, organisation_id, kind, code, area, act_id) overriding system value values
      ('${division}', ${index * 10_000}, 'township', null, '${division}001', ${index}), ('${division}', ${index * 10_000 + 1}, 'village', null, '${division}001001', ${index}),
      ('${division}', ${index * 10_000 + 2}, 'village', null, '${division}001002', ${index}), ('${division}', ${index * 10_000 + 3}, 'school', '21${division}01', '${division}001001', ${index});
    insert into registry.organisation_name (division, organisation_id, name, valid_from, act_id) values
      ('${division}', ${index * 10_000}, '东河镇', '2000-01-01', ${index}), ('${division}', ${index * 10_000 + 1}, '${villages[0]}', '2000-01-01', ${index}),
      ('${division}', ${index * 10_000 + 2}, '${villages[1]}', '2000-01-01', ${index}), ('${division}', ${index * 10_000 + 3}, '中心小学', '2000-01-01', ${index});
    insert into registry.school (division, school_id, stages) values ('${division}', ${index * 10_000 + 3}, '{primary}')`)

const timed = async <T>(work: () => Promise<T>): Promise<Readonly<{ seconds: number; value: T }>> => {
  const start = performance.now()
  const value = await work()
  return { seconds: (performance.now() - start) / 1000, value }
}

/** What a careful hand would write for this one roster, its values sealed before: COPY, and a statement a table. */
const bareWrite = async (owners: Pool, rows: number, fields: FieldVault): Promise<number> => {
  const county = { division: bares, pupils: rows }
  const lines = Array.from({ length: rows }, (_, i) => i + 1).map(n => {
    const id = idOf(n, county)
    const numbers = [
      ['resident-id', identityText('resident-id', id)],
      ['student-number', identityText('student-number', `G${id}`)],
    ] as const
    return [
      n,
      nameOf(n),
      pinyinOf(n),
      bornOf(n, county),
      n % 2,
      ...numbers.flatMap(([kind, text]) => {
        const record = randomUUID()
        return [record, fields.seal({ field: 'registry.identity_number.number_sealed', record }, text), fields.index(kind, text)]
      }),
      fields.index('birth-and-last-four', birthAndLastFourIn(id) ?? ''),
    ]
  })
  const [from, place] = [`from came`, `'${bares}001' || lpad((1 + at)::text, 3, '0'), 40003, null::bigint`]
  return asOwner(owners, async (tx, client) => {
    // The rows name act 4 and stand where their person stands; what the house's triggers would look up is known here.
    const { seconds } = await timed(async () => {
      await client.query(
        `create temporary table came (n int, name text, pinyin text, born_on date, at int, id_record uuid, id_sealed bytea, id_index bytea, no_record uuid, no_sealed bytea, no_index bytea, birth_index bytea) on commit drop`,
      )
      await copyRows(
        tx,
        'came',
        ['n', 'name', 'pinyin', 'born_on', 'at', 'id_record', 'id_sealed', 'id_index', 'no_record', 'no_sealed', 'no_index', 'birth_index'],
        lines,
      )
      const id = `200000000 + n`
      await client.query(`insert into registry.person (division, person_id, name, born_on, area, school_id, act_id) overriding system value
        select '${bares}', ${id}, name, born_on, '${bares}001' || lpad((1 + at)::text, 3, '0'), 40003, 4 ${from}`)
      await client.query(
        `insert into registry.particulars (division, person_id, source, name, born_on, act_id, area, school_id, class_id) select '${bares}', ${id}, 'student-roll', name, born_on, 4, ${place} ${from}`,
      )
      await client.query(
        `insert into registry.residence (division, person_id, source, township, village, act_id, area, school_id, class_id) select '${bares}', ${id}, 'student-roll', '东河镇', case at when 0 then '柳树村' else '石桥村' end, 4, ${place} ${from}`,
      )
      await client.query(`insert into registry.identity_number (division, person_id, source, kind, record, number_sealed, number_index, birth_and_last_four_index, act_id, area, school_id, class_id)
        select '${bares}', ${id}, 'student-roll', v.kind, v.record, v.sealed, v.index, v.birth, 4, ${place} ${from}, lateral (values ('resident-id', id_record, id_sealed, id_index, birth_index), ('student-number', no_record, no_sealed, no_index, null)) v (kind, record, sealed, index, birth)`)
      await client.query(
        `insert into registry.enrolment (division, person_id, matter, at_school_id, stage, grade, class_name, boards, state, source, act_id, area, school_id, class_id) select '${bares}', ${id}, 'on-roll', 40003, 'primary', 3, '1班', at = 0, 'enrolled', 'student-roll', 4, ${place} ${from}`,
      )
      await client.query(
        `insert into registry.guardianship (division, person_id, source, guardian_name, relation, ground, act_id, area, school_id, class_id) select '${bares}', ${id}, 'student-roll', '家长' || n, '父亲', 'unsaid', 4, ${place} ${from}`,
      )
      await client.query(
        `insert into registry.search_token (division, kind, token, person_id, area, school_id, class_id) select '${bares}', v.kind, v.token, ${id}, ${place} ${from}, lateral (values ('name', name), ('pinyin', pinyin), ('initials', left(pinyin, 3))) v (kind, token)`,
      )
    })
    return seconds
  })
}

/** An import of so many new children through the program, staged and committed, beside the bare statements. */
export const measureImport = async (db: TestDatabase, owners: Pool, rows: number, fieldsOf: (division: string) => FieldVault): Promise<readonly Measure[]> => {
  await asOwner(owners, async (_, client) => {
    await layDown(client, ours, 3)
    await layDown(client, bares, 4)
  })
  const county = { division: ours, pupils: rows }
  const order = {
    roster: 'student-roll',
    coverage: 'complete',
    fileDigest: 'a'.repeat(64),
    rowsRead: rows,
    rowsRefused: 0,
    rows: Array.from({ length: rows }, (_, i) => i + 1).map(n => ({
      sheet: '学籍',
      row: n + 1,
      values: {
        name: nameOf(n),
        id_number: idOf(n, county),
        student_number: `G${idOf(n, county)}`,
        school_code: `21${ours}01`,
        stage: 'primary',
        grade: 3,
        class_name: '1班',
        township: '东河镇',
        village: villages[n % 2] ?? '',
        guardian_name: `家长${n}`,
        guardian_relation: '父亲',
        boards: n % 2 === 0,
      },
    })),
  }
  const { stage, commit, undo } = importCases({ fieldsOf })
  const asked = { acting: `login:bench-${ours}`, fieldsOf }
  const staged = await timed(async () => must(await perform(db.pool, stage, order, asked)))
  const { importId } = staged.value
  const committed = await timed(async () => must(await perform(db.pool, commit, { importId }, asked)))
  if (committed.value.persons.new !== rows) throw new Error(`of ${rows} children ${committed.value.persons.new} are new`)
  const bare = await bareWrite(owners, rows, fieldsOf(bares))
  const undone = await timed(async () => must(await perform(db.pool, undo, { importId }, asked)))
  const rounded = (n: number): number => Number(n.toFixed(2))
  const beside = (measure: string, seconds: number): Measure => ({
    measure: `records-import-${measure}-${rows}`,
    value: rounded(seconds),
    unit: 's',
    peer: rounded(bare),
    ratio: rounded(seconds / bare),
  })
  return [
    beside('staged', staged.seconds),
    beside('committed', committed.seconds),
    beside('whole', staged.seconds + committed.seconds),
    beside('undone', undone.seconds),
  ]
}
