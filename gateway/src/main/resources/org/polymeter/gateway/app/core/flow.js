/** What goes in a direction, at a meter for the grid, or for what makes, keeps or uses energy. */

/** What a meter may be for; each has words of its own for its two directions. */
const ROLES = ['grid', 'production', 'storage', 'consumption'];

/** Which words say what goes in a direction, 'import' or 'export', at a meter of a role: 'production_export'. */
export function flow(role, way) {
  return `${ROLES.includes(role) ? role : 'grid'}_${way}`;
}
