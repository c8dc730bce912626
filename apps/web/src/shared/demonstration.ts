/** Somebody of the invented county whom anybody may be, in demonstration mode only. */
export type DemonstrationAccount = Readonly<{ username: string; name: string; role: string; place: string; password: string }>

/** The accounts that the server wrote into the page; null where people are real. */
export const demonstration: readonly DemonstrationAccount[] | null = (() => {
  const said = document.querySelector('#demonstration')?.textContent ?? null
  return said === null ? null : (JSON.parse(said) as readonly DemonstrationAccount[])
})()
