export function Part() {}
