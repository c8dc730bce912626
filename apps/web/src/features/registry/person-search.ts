import { changeStatuses, schoolStandingKinds } from '@yingjin/domain/registry'
import { readSearch } from '../../shared/list-page/list-search.ts'

/** What the address of a file may say: as known on which act it is looked at. */
export const readPersonSearch = readSearch(['asKnownOn'], (_, value) => /^[1-9]\d{0,17}$/.test(value))

/** Beside which other file a file is looked at before they are joined. */
export const readMergeSearch = readSearch(['other'], (_, value) => /^[1-9]\d{0,17}$/.test(value))

/** Which requests for changes are looked at; without a word, those that wait for an answer. */
export const readChangesSearch = readSearch(['status'], (_, value) => (changeStatuses as readonly string[]).includes(value))
export type ChangesSearch = ReturnType<typeof readChangesSearch>

/** Which schools are listed. */
export const readSchoolsSearch = readSearch(['area', 'standing', 'name'], (key, value) => {
  switch (key) {
    case 'area':
      return /^\d{9}$/.test(value)
    case 'standing':
      return (schoolStandingKinds as readonly string[]).includes(value)
    case 'name':
      return value.length <= 60
  }
})
export type SchoolsSearch = ReturnType<typeof readSchoolsSearch>

/** Of which class the children of a school are listed. */
export const readPupilsSearch = readSearch(['classId'], (_, value) => /^[1-9]\d{0,17}$/.test(value))
export type PupilsSearch = ReturnType<typeof readPupilsSearch>
