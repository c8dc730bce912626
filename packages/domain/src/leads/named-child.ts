import { z } from 'zod'

/** The child as a list names it; null where the reader's duty does not show persons. */
export const namedChild = z
  .object({ name: z.string(), school: z.string().nullable(), className: z.string().nullable(), township: z.string().nullable() })
  .nullable()
