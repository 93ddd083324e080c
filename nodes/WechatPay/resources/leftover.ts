const words = 'looks like what an empty expression leaves';

/** What an empty value leaves of an expression: `undefined-R1`, `ORDER-`. */
export const leftover = {
	pattern: /undefined|NaN|(?:^|[-_|*])(?:null|true|false)(?:[-_|*@]|$)|^[-_|*@]+[^-_|*@]{0,5}[-_|*@]*$|^[^-_|*@]{0,5}[-_|*@]+$/,
	words,
};

/** The same of numbers that have letters and digits only. */
export const leftoverOfLetters = { pattern: /undefined|NaN|null|^(?:true|false)$/, words };
