import type { Call, FieldKind } from '../operation';

const NAMES = { officialAccount: 'an Official Account', miniProgram: 'a Mini Program' };

/** WeChat's code for a function that the account does not have. */
const UNAUTHORIZED = 48001;

/** Shows nothing and sends nothing: it puts a better hint to WeChat's refusal than what the code says in general. */
export function explains(better: (errcode: number, call: Call) => string | undefined): FieldKind {
	return {
		name: 'explains',
		at: false,
		properties: [],
		async read(call) {
			call.whenRefused.push((errcode, refusal) => {
				refusal.hint = better(Number(errcode), call) ?? refusal.hint;
			});
			return undefined;
		},
	};
}

/** The other product, where the credential says that the account is of it. */
export function isOfOtherProduct(product: keyof typeof NAMES, { credentials: { accountType } }: Call): boolean {
	if (!accountType) return false;
	return (accountType === 'miniProgram') !== (product === 'miniProgram');
}

/** What only one product has: a refusal says so when the credential is for the other. */
export function onlyFor(product: keyof typeof NAMES): FieldKind {
	return explains((errcode, call) =>
		errcode === UNAUTHORIZED && isOfOtherProduct(product, call) ? wrongProduct('This', product) : undefined,
	);
}

/** "This exists in a Mini Program only …" */
export function wrongProduct(what: string, product: keyof typeof NAMES): string {
	const other = product === 'miniProgram' ? 'officialAccount' : 'miniProgram';
	return `${what} exists in ${NAMES[product]} only, and the credential is for ${NAMES[other]}. Choose another credential, or correct its account type.`;
}
