/** What a person is here (a role of a person, no role of access). */
export const personRoles = { child: '学生', guardian: '监护人', teacher: '教师', cadre: '干部', clerk: '经办人员', 'canteen-worker': '食堂人员' } as const
export type PersonRole = keyof typeof personRoles
