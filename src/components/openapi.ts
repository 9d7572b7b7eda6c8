/**
 * The tables of the reference page, from `public/openapi.json`, against which the demo API is tested.
 *
 * Out     Rows in the document's order. Code in them is in backticks (see `piecesOf` in `faults.ts`).
 * Errors  Throws for a name that is not in the document, which stops the build.
 */
import openapi from '../../public/openapi.json';

export interface FieldRow {
	readonly name: string;
	readonly type: string;
	readonly isRequired: boolean;
	readonly what: string;
	/** For a request: whether the API documents the field, or only OpenAI's protocol has it. */
	readonly from: 'API' | 'protocol' | undefined;
}

export interface StatusRow {
	readonly status: string;
	readonly what: string;
	readonly headers: readonly string[];
}

interface Schema {
	readonly $ref?: string;
	readonly type?: string | readonly string[];
	readonly const?: string;
	readonly enum?: readonly string[];
	readonly items?: Schema;
	readonly oneOf?: readonly Schema[];
	readonly anyOf?: readonly Schema[];
	readonly minimum?: number;
	readonly maximum?: number;
	readonly maxItems?: number;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly description?: string;
	readonly 'x-from'?: 'API' | 'protocol';
}

// Each file of JSON has a type of its own; this is what they share, and tests/conformance checks the file.
const schemas = openapi.components.schemas as Readonly<Record<string, Schema>>;

export function fieldsOf(name: string): FieldRow[] {
	const schema = schemas[name];
	if (schema?.properties === undefined) {
		throw new Error(
			`public/openapi.json has no schema \`${name}\` with fields. Schemas: ${Object.keys(schemas).join(', ')}.`
		);
	}
	return rowsOf(schema, '');
}

/** The fields of a nested object follow it, named by their path. */
function rowsOf({ properties = {}, required = [] }: Schema, path: string): FieldRow[] {
	const rows: FieldRow[] = [];
	for (const [field, schema] of Object.entries(properties)) {
		const name = path + field;
		const isRequired = required.includes(field);
		const what = schema.description ?? '';
		rows.push({ name, type: typeOf(schema), isRequired, what, from: schema['x-from'] });
		rows.push(...rowsOf(schema, `${name}.`).filter((inner) => inner.what !== ''));
	}
	return rows;
}

export function statuses(): StatusRow[] {
	return Object.entries(openapi.components.responses).map(([status, response]) => ({
		status,
		what: response.description,
		headers: Object.keys('headers' in response ? response.headers : {}),
	}));
}

/** A type in words: `number, 0 to 2`, `list of Message`, `string or null`. */
export function typeOf(schema: Schema): string {
	const { $ref, type, items, oneOf, anyOf } = schema;
	if ($ref !== undefined) return nameOf($ref);
	if (schema.const !== undefined) return `\`${schema.const}\``;
	if (schema.enum !== undefined) return schema.enum.map((one) => `\`${one}\``).join(', ');
	const options = oneOf ?? anyOf;
	if (options !== undefined) return [...new Set(options.map(typeOf))].join(' or ');
	if (type === 'array' || (Array.isArray(type) && type.includes('array'))) {
		const list = `list of ${items === undefined ? 'values' : typeOf(items)}`;
		return schema.maxItems === undefined ? list : `${list}, at most ${schema.maxItems}`;
	}
	const types = (Array.isArray(type) ? type : [type]).map((one) =>
		one === 'integer' ? 'whole number' : (one ?? 'value')
	);
	return types.join(' or ') + rangeOf(schema);
}

function rangeOf({ minimum, maximum }: Schema): string {
	// The limit of the number type itself is not worth showing.
	if (minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER) return '';
	const least = minimum.toLocaleString('en');
	return maximum === undefined
		? `, from ${least}`
		: `, ${least} to ${maximum.toLocaleString('en')}`;
}

function nameOf(ref: string): string {
	return ref.slice(ref.lastIndexOf('/') + 1);
}
