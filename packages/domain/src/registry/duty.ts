/** Places of which an office knows the whole list, so that a hole is a place and not only its children; complete by type. */
export const dutyPlaces = { division: '全县', township: '乡镇（街道）', village: '村（社区）', school: '学校', class: '班级' } as const
export type DutyPlace = keyof typeof dutyPlaces

/** `no-account`: somebody answers, and cannot be reached by a lead. */
export const dutyStandings = { held: '有责任人', nobody: '没有责任人', 'no-account': '责任人没有账号' } as const
export type DutyStanding = keyof typeof dutyStandings
