import { leadKindIds } from '@yingjin/determination'
import { word } from '@yingjin/kernel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openKindIds, openKindOf, openKinds } from './lead-kind.ts'
import { leadMoves, leadStates, moves, possibleIn, presenceOf, presences, stateAfter } from './lead-state.ts'
import { type LeadsProblem, leadsWording } from './leads-problem.ts'

test('a lead is closed only after it was proposed, and no state is a dead end', () => {
  for (const state of leadStates) {
    expect([state, moves[state].close === undefined]).toEqual([state, state !== 'proposed'])
    expect(possibleIn(state).filter(move => moves[state][move] !== state).length).toBeGreaterThan(0)
  }
})

test('whatever is done with a lead, it is closed only where the last that moved it was a closing', () =>
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...leadMoves), { maxLength: 12 }), done => {
      const state = stateAfter(done)
      const last = done.findLast(move => !['comment', 'attach', 'destroy-evidence'].includes(move))
      expect(state === 'closed').toBe(state !== null && last === 'close')
    }),
  ))

test('a lead that was closed or gone and is found again is reopened, one not found is gone, and nothing disappears', () => {
  expect(presenceOf(null, true)).toBe('new')
  for (const state of leadStates) {
    for (const presence of presences) {
      expect(presenceOf({ state, presence }, true)).toBe(state === 'closed' || presence === 'gone' ? 'reopened' : 'persisting')
      expect(presenceOf({ state, presence }, false)).toBe('gone')
    }
  }
})

test('every kind of lead has an open kind with a day and a proof, and none names a category of difficulty', () => {
  expect([...new Set(leadKindIds.map(kind => openKindOf(kind, '')))].toSorted()).toEqual(openKindIds.toSorted())
  for (const { word: says, dueDays, closesWith } of Object.values(openKinds)) {
    expect(says).not.toMatch(/脱贫|贫困|监测|低保|孤|残疾/u)
    expect(dueDays).toBeGreaterThan(0)
    expect(closesWith.length).toBeGreaterThan(0)
  }
})

test('a child that is not at school is a lead of the same kind whatever its household is', () => {
  for (const ground of ['not-enrolled', 'on-roll-not-present'] as const) expect(openKindOf('lifted-out-dropout', ground)).toBe(openKindOf(ground, ''))
})

test('a refusal says what is possible', () => {
  const says = (p: LeadsProblem): string => word(leadsWording, p)
  expect(says({ code: 'leads/not-now', facts: { leadId: '7', state: 'open', move: 'close' } })).toBe(
    '线索 7 现在是“待派”，不能销号。现在可以：派给责任人、写说明、附凭据文件、销毁凭据文件。',
  )
  expect(says({ code: 'leads/other-proof', facts: { kind: 'several-rolls', proof: 'returned' } })).toContain('可以凭：注销多余学籍的截图或上级核准')
})
