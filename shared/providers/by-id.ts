/** Converts a list to a record by ID. */
export const byId = <Member extends { readonly id: string }>(
  members: readonly Member[],
): Record<Member['id'], Member> =>
  Object.fromEntries(members.map((member) => [member.id, member])) as Record<Member['id'], Member>;
