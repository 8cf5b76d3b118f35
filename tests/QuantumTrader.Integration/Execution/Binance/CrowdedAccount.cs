using System.Globalization;
using QuantumTrader.FakeVenue;
using QuantumTrader.Integration.Venue;

namespace QuantumTrader.Integration.Execution.Binance;

/// <summary>A position in every symbol of a venue, and four orders around each, two in either book: what a stop has to take away.</summary>
public static class CrowdedAccount
{
    /// <summary>Long and short in turn; of each symbol two limits that would add and two conditional orders around the price.</summary>
    public static async Task FillAsync(FakeVenueHost venue, VenueClient hand)
    {
        foreach (var (symbol, index) in venue.Venue.Options.Symbols.Select((s, i) => (s, i)))
        {
            var (open, close) = index % 2 == 0 ? ("BUY", "SELL") : ("SELL", "BUY");
            var quantity = Text(decimal.Floor(200m / symbol.PriceStart / symbol.StepSize) * symbol.StepSize);
            var (near, far) = index % 2 == 0 ? (0.95m, 1.10m) : (1.05m, 0.90m);
            await DoneAsync(hand.OrderAsync($"symbol={symbol.Symbol}&side={open}&type=MARKET&quantity={quantity}"));
            for (var i = 0; i < 2; i++)
            {
                var price = Text(Tick(symbol.PriceStart * (near + (near < 1m ? -0.01m : 0.01m) * i), symbol.TickSize));
                await DoneAsync(hand.OrderAsync($"symbol={symbol.Symbol}&side={open}&type=LIMIT&timeInForce=GTC&quantity={quantity}&price={price}"));
            }

            var (stop, target) = (Text(Tick(symbol.PriceStart * (near < 1m ? 0.90m : 1.10m), symbol.TickSize)), Text(Tick(symbol.PriceStart * far, symbol.TickSize)));
            await DoneAsync(hand.PostAsync("/fapi/v1/algoOrder", $"algoType=CONDITIONAL&symbol={symbol.Symbol}&side={close}&type=STOP_MARKET&triggerPrice={stop}&closePosition=true"));
            await DoneAsync(hand.PostAsync("/fapi/v1/algoOrder", $"algoType=CONDITIONAL&symbol={symbol.Symbol}&side={close}&type=TAKE_PROFIT_MARKET&triggerPrice={target}&quantity={quantity}&reduceOnly=true"));
        }
    }

    private static async Task DoneAsync(Task<VenueReply> asked)
    {
        var reply = await asked;
        if (reply.Status != 200)
        {
            throw new InvalidOperationException(reply.Text);
        }
    }

    private static decimal Tick(decimal price, decimal tick) => decimal.Floor(price / tick) * tick;

    private static string Text(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
