/**
 * The only thing the simulator takes from nodes/: outside vectors prove nodes/protocol (test/protocol), so pushes
 * may be sealed and replies opened with it (design.md §2).
 */
export { decrypt, encrypt, signature } from '../../../nodes/protocol/callback';
export { buildXml, parseXml } from '../../../nodes/protocol/xml';
