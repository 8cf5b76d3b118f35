using QuantumTrader.Unit.Execution.Binance.Streams;

namespace QuantumTrader.Unit.Execution.Binance;

/// <summary>
/// Every published example has its place: answers of REST in <see cref="WireExampleTests"/>, frames of streams in <see cref="ExampleMessageTests"/>, and here, by name,
/// what nobody reads at all.
/// </summary>
public sealed class ExampleFileTests
{
    private const string OrdersByRest = "orders go and are asked for by REST: one way, whose unknown outcomes are settled in one place";
    private const string QuestionsByRest = "prices come by stream and everything else by REST";

    private static readonly Dictionary<string, string> OfTheSocketThatTakesOrders = new()
    {
        ["Account/GetAccountInfo"] = QuestionsByRest,
        ["Account/GetBalances"] = QuestionsByRest,
        ["ExchangeData/GetBookPrice"] = QuestionsByRest,
        ["ExchangeData/GetBookPrices"] = QuestionsByRest,
        ["ExchangeData/GetOrderBook"] = "no order book is kept",
        ["ExchangeData/GetPrice"] = QuestionsByRest,
        ["ExchangeData/GetPrices"] = QuestionsByRest,
        ["Trading/CancelConditionalOrder"] = OrdersByRest,
        ["Trading/CancelOrder"] = OrdersByRest,
        ["Trading/EditOrder"] = "orders are not changed",
        ["Trading/GetOrder"] = OrdersByRest,
        ["Trading/GetPositions"] = QuestionsByRest,
        ["Trading/PlaceConditionalOrder"] = OrdersByRest,
        ["Trading/PlaceOrder"] = OrdersByRest,
    };

    [ExampleMessagesFact]
    public void EachFile_IsOfRestOrOfTheStreamsOrNamedHere()
    {
        var elsewhere = ExampleMessages.Files.Where(f => !f.StartsWith("Endpoints/UsdFutures/", StringComparison.Ordinal) && !IsOfAStream(f));

        Assert.Equal(OfTheSocketThatTakesOrders.Keys.Select(name => "Socket/UsdFutures/" + name).Order(StringComparer.Ordinal), elsewhere);
    }

    [ExampleMessagesFact]
    public void EachFile_IsInTheManifest_AndTheOtherWayRound()
    {
        var listed = File.ReadLines(Path.Combine(ExampleMessages.Folder!, "manifest.tsv")).Skip(1).Select(l => Path.ChangeExtension(l.Split('\t')[0], null));

        Assert.Equal(ExampleMessages.Files, listed.Order(StringComparer.Ordinal));
    }

    /// <summary>Directly in the folder that <see cref="ExampleMessages.Subscriptions"/> lists.</summary>
    private static bool IsOfAStream(string file) => Path.GetDirectoryName(file) == Path.Combine("Subscriptions", "UsdFutures");
}
