/** Not a resident of anywhere real: facts alone, no names and no numbers. */
export const pupil = { in_county_school: true, boards: false, special_school: false, migrant_child: false } as const
export const boarder = { ...pupil, boards: true } as const
export const seniorStudent = { stage: 'senior', in_county_school: true } as const
/** Of a family of the county, in a vocational school of the county's own prefecture. */
export const vocationalStudent = { stage: 'vocational', hukou_in_county: true, school_division: '530623', new_student: false } as const
export const inDongguan = { ...vocationalStudent, in_county_school: false, school_division: '441900' } as const
export const collegeStudent = { stage: 'higher', hukou_in_county: true, school_division: '530102', new_student: false } as const
export const kindergartenChild = { stage: 'preschool', in_county_school: true, school_code: '5306230001', kindergarten_children: 129 } as const
