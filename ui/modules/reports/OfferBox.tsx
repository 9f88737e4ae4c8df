// The field of the event filter: type-ahead over everything that can be chosen, grouped by what it is.
import {
  Button,
  ComboBox,
  Header,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  type Key,
} from 'react-aria-components';
import { Icon } from '../../parts/icons.tsx';
import { useText } from '../../shell/language.tsx';
import field from '../../parts/Field.module.css';
import { dimensions } from './filter.ts';
import type { Offer } from './useOffers.ts';
import styles from './CustomerReport.module.css';

interface Props {
  text: string;
  on_text: (text: string) => void;
  offers: readonly Offer[];
  on_pick: (key: Key | null) => void;
}

export function OfferBox({ text, on_text, offers, on_pick }: Props) {
  const t = useText();
  return (
    <ComboBox
      className={field.field}
      inputValue={text}
      onInputChange={on_text}
      selectedKey={null}
      onSelectionChange={on_pick}
      allowsCustomValue
      menuTrigger="input"
      items={[]}
    >
      <Label className={field.label}>{t('ui.filter')}</Label>
      <div className={field.withbutton}>
        <Input
          placeholder={t('ui.filter.placeholder')}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          data-filter="events"
        />
        <Button className={`${field.open} ${styles.openlist}`} aria-label={t('ui.filter.browse')}>
          <Icon name="down" size={16} />
        </Button>
      </div>
      <Popover className={`${field.layer} ${styles.offers}`} offset={2}>
        <ListBox
          className={field.options}
          aria-label={t('ui.filter')}
          renderEmptyState={() => <p className={field.section}>{t('ui.filter.nothing', { text })}</p>}
        >
          {dimensions
            .filter((dimension) => offers.some((offer) => offer.dimension === dimension))
            .map((dimension) => (
              <ListBoxSection key={dimension} id={dimension}>
                <Header className={field.section}>{t(`ui.filter.${dimension}`)}</Header>
                {offers
                  .filter((offer) => offer.dimension === dimension)
                  .map((offer) => (
                    <ListBoxItem key={offer.id} id={offer.id} textValue={offer.label} className={field.option}>
                      {offer.label}
                      {offer.hint ? <span className="quiet"> · {offer.hint}</span> : null}
                    </ListBoxItem>
                  ))}
              </ListBoxSection>
            ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
