// SPDX-License-Identifier: EUPL-1.2
// Who is tied to an intervention unless somebody chooses: those really together on that date; where
// nobody has recorded that, the registry's household; where there is none, everybody shown.
import type { Household } from '../api/types';

export function presentIn(household: Household): string[] {
  const { members } = household;
  const reading = (['de_facto', 'registry'] as const).find((one) => members.some((member) => member[one]));
  return members.filter((member) => !reading || member[reading]).map((member) => member.person_id);
}
