/** What of an order or an address is said: a condition that nobody chose has no place in it. */
export type Given<Of> = Readonly<
  { [Key in keyof Of as undefined extends Of[Key] ? never : Key]: Of[Key] } & {
    [Key in keyof Of as undefined extends Of[Key] ? Key : never]?: Exclude<Of[Key], undefined>
  }
>

export const given = <const Of extends object>(of: Of): Given<Of> =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Given<Of>
