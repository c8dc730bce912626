import { useState } from 'react'

export type OpenForm<Form extends string> = Readonly<{
  /** Which form stands open; one at a time. */
  open: Form | null
  toggle: (form: Form) => () => void
  /** Once it is done: that one goes, and no other that was opened meanwhile. */
  close: (form: Form) => () => void
}>

/** The forms of a page of which one at a time stands open. */
export const useOpenForm = <Form extends string>(): OpenForm<Form> => {
  const [open, setOpen] = useState<Form | null>(null)
  return {
    open,
    toggle: form => () => setOpen(open === form ? null : form),
    close: form => () => setOpen(now => (now === form ? null : now)),
  }
}
