CREATE TABLE "past_prices" (
	"exchange" text NOT NULL,
	"coin" text NOT NULL,
	"hour" timestamp with time zone NOT NULL,
	"usd" numeric,
	"price_at" timestamp with time zone,
	"route" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "past_prices_exchange_coin_hour_pk" PRIMARY KEY("exchange","coin","hour")
);
--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "price_route" text;--> statement-breakpoint
ALTER TABLE "flows" ADD COLUMN "candles_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "past_prices_asked" ON "past_prices" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "flows_fee_unpriced" ON "flows" USING btree ("account_id","user_id","at") WHERE fee_price is null and fee_coin is not null and price is not null and state = 'done';