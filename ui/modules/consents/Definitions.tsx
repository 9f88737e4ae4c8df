// Labels and permissions of the house, one page each, made of what their records declare.
import { useText } from '../../shell/language.tsx';
import { DataPage } from '../settings/DataPage.tsx';
import { customer_data, type CustomerData } from '../settings/requests.ts';
import { Wordings } from './Wordings.tsx';

function Definitions({ what }: { what: CustomerData }) {
  const t = useText();
  const sections = customer_data.map((one) => ({ to: `/administration/${one}`, text: t(`ui.consents.${one}`) }));
  return (
    <DataPage
      what={what}
      sections={sections}
      title={t(`ui.consents.${what}`)}
      help={t(`ui.consents.${what}.help`)}
      below={what === 'permission-definitions' ? Wordings : undefined}
    />
  );
}

export const LabelDefinitions = () => <Definitions what="label-definitions" />;
export const PermissionDefinitions = () => <Definitions what="permission-definitions" />;
