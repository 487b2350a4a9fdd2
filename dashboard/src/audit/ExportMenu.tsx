import { Button, Menu, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { strings } from '../strings';
import { queryOf, type AuditFilter } from './filter';

const text = strings.audit.export;
const FORMATS = [
  { format: 'jsonl', label: text.jsonl, hint: text.jsonlHint },
  { format: 'csv', label: text.csv, hint: text.csvHint },
];

/** Downloads of the trail, as the filter has it. */
export function ExportMenu({ filter }: { filter: AuditFilter }) {
  return (
    <Menu position="bottom-end" width={280} shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />} data-testid="audit-export">
          {text.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label, hint }) => (
          <Menu.Item
            key={format}
            component="a"
            href={exportPath(filter, format)}
            download
            data-testid={`audit-export-${format}`}
          >
            <Text size="sm">{label}</Text>
            <Text size="xs" c="dimmed">
              {hint}
            </Text>
          </Menu.Item>
        ))}
        <Menu.Label>{text.range}</Menu.Label>
      </Menu.Dropdown>
    </Menu>
  );
}

function exportPath(filter: AuditFilter, format: string): string {
  const query = queryOf(filter, Date.now());
  query.set('format', format);
  return `/api/audit/export?${query.toString()}`;
}
