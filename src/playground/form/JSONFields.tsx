import { Labelled } from '../parts/index.ts';
import type { PartProps } from './part-props.ts';

const FIELDS = [
	{
		field: 'tools',
		label: 'Tools',
		placeholder: 'a JSON list, or none',
		example: [
			'[{',
			'  "type": "function",',
			'  "function": {',
			'    "name": "get_weather",',
			'    "description": "The weather in a city, now.",',
			'    "parameters": {',
			'      "type": "object",',
			'      "properties": { "city": { "type": "string" } },',
			'      "required": ["city"]',
			'    }',
			'  }',
			'}]',
		].join('\n'),
		hint: 'The demo calls a tool that the message asks for: How is the weather in Paris?',
	},
	{
		field: 'responseFormat',
		label: 'Response format',
		placeholder: 'a JSON object, or none',
		example: [
			'{',
			'  "type": "json_schema",',
			'  "json_schema": {',
			'    "name": "person",',
			'    "schema": {',
			'      "type": "object",',
			'      "properties": { "name": { "type": "string" }, "age": { "type": "integer" } },',
			'      "required": ["name", "age"]',
			'    }',
			'  }',
			'}',
		].join('\n'),
		hint: 'The demo takes from the message what it can: Ada is 36 years old.',
	},
] as const;

/** Parts of the request that are JSON. */
export function JSONFields({ settings, onChange, problem }: PartProps) {
	return (
		<div className="pg-json-fields">
			{FIELDS.map(({ field, label, placeholder, example, hint }) => (
				<Labelled
					key={field}
					label={label}
					problem={problem(field)}
					hint={
						settings[field] === '' ? (
							<button
								type="button"
								className="pg-link"
								onClick={() => onChange({ [field]: example })}
							>
								Example of {label.toLowerCase()}
							</button>
						) : (
							settings.sendTo === 'demo' && hint
						)
					}
				>
					{(box) => (
						<textarea
							{...box}
							rows={1}
							spellCheck={false}
							autoCapitalize="off"
							autoComplete="off"
							placeholder={placeholder}
							value={settings[field]}
							onChange={(event) => onChange({ [field]: event.target.value })}
						/>
					)}
				</Labelled>
			))}
		</div>
	);
}
