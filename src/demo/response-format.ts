/**
 * Validates `response_format`: text, any JSON object, or JSON of a schema.
 *
 * Source  OpenAI's structured outputs.
 * Errors  `Refusal` 400 with the path of the field.
 */
import { isObject, readBoolean, readField, refuse, show, type Fields } from './fields.ts';
import { readName, readSchema } from './tools.ts';

export type ResponseFormat = 'text' | 'json_object' | { readonly schema: Fields };

const PATH = 'response_format.json_schema';

export function readResponseFormat(body: Fields): ResponseFormat {
	const format = readField(body, 'response_format');
	if (format === undefined) return 'text';
	const type = isObject(format) ? format['type'] : undefined;
	if (!isObject(format) || !isOneOfTypes(type)) {
		throw refuse(
			`\`response_format\` is ${show(format)}. Its type is one of text, json_object, json_schema.`,
			'response_format'
		);
	}
	const details = readField(format, 'json_schema');
	if (details === undefined && type !== 'json_schema') return type;
	if (!isObject(details)) {
		throw refuse(
			`\`${PATH}\` is ${show(details)}. Send {"name": "answer", "schema": {...}}.`,
			PATH
		);
	}
	readName(details['name'], `${PATH}.name`);
	readBoolean(details, 'strict', `${PATH}.strict`);
	const schema = readSchema(details['schema'], `${PATH}.schema`);
	return type === 'json_schema' ? { schema } : type;
}

function isOneOfTypes(type: unknown): type is 'text' | 'json_object' | 'json_schema' {
	return type === 'text' || type === 'json_object' || type === 'json_schema';
}
