// A field that takes several names, separated by ";", and offers those there are for the one that is being typed.
import { FieldFrame, input_props, type FieldProps } from '../../parts/Field.tsx';
import { seasons_of, typed_as, useReportOffers, type ReportOffers } from './useReportOffers.ts';
import { with_last } from './names.ts';

function field_of(names_in: (offers: ReportOffers) => readonly string[]) {
  return function NamesField(props: FieldProps) {
    const offers = useReportOffers();
    const id = `names-${props.name}`;
    return (
      <FieldFrame {...props}>
        <input
          {...input_props(props)}
          list={id}
          value={props.value}
          spellCheck={false}
          onChange={(event) => props.on_type(event.target.value)}
        />
        <datalist id={id}>
          {(offers ? names_in(offers) : []).map((name) => (
            <option key={name} value={with_last(props.value, name)} label={name} />
          ))}
        </datalist>
      </FieldFrame>
    );
  };
}

export const SubscriptionField = field_of(({ subscriptions }) =>
  subscriptions.map((one) => typed_as(one, subscriptions)),
);
export const SeasonField = field_of(({ subscriptions }) => seasons_of(subscriptions));
export const PromotionField = field_of(({ promotions }) => promotions);
export const ProductField = field_of(({ products }) => products);
export const LabelField = field_of(({ labels }) => labels);
