using System.Text.Json;
using QuantumTrader.TestSupport;

namespace QuantumTrader.Integration.Venue;

/// <summary>Every field of the published example of an answer is in the venue's answer.</summary>
public sealed class VenueFieldTests
{
    // activatePrice and priceRate: the examples of orders show trailing stops from before the conditional orders moved away.
    // HEDGE: the example shows one symbol in hedge mode; this account is in one-way mode.
    private static readonly HashSet<string> NotOfThisAccount = ["activatePrice", "priceRate", "HEDGE"];

    // The dump tagged version 3 has the fields of version 2; it is compared with version 2.
    private static readonly Dictionary<string, string> Retagged = new() { ["Trading/GetPositions"] = "GET /fapi/v2/positionRisk" };

    public static TheoryData<string> Examples =>
    [
        "Account/ChangeInitialLeverage", "Account/ChangeMarginType", "Account/GetAccountConfiguration", "Account/GetAccountInfo",
        "Account/GetAccountInfoV3", "Account/GetBalances", "Account/GetBnbBurnStatus", "Account/GetBrackets", "Account/GetIncomeHistory",
        "Account/GetMultiAssetsMode", "Account/GetOrderRateLimit", "Account/GetPositionAdlQuantileEstimation", "Account/GetPositionInformation",
        "Account/GetSymbolConfiguration", "Account/GetUserCommissionRate", "Account/ModifyPositionMode", "Account/SetBnbBurnStatus",
        "Account/SetMultiAssetsMode", "Trading/CancelAllConditionalOrders", "Trading/CancelAllOrders", "Trading/CancelAllOrdersAfterTimeout",
        "Trading/CancelConditionalOrder", "Trading/CancelMultipleOrders", "Trading/CancelOrder", "Trading/EditMultipleOrders", "Trading/EditOrder",
        "Trading/GetConditionalOrder", "Trading/GetConditionalOrders", "Trading/GetForcedOrders", "Trading/GetOpenConditionalOrders",
        "Trading/GetOpenOrder", "Trading/GetOpenOrders", "Trading/GetOrder", "Trading/GetOrderEditHistory", "Trading/GetOrders",
        "Trading/GetPositions", "Trading/GetUserTrades", "Trading/PlaceConditionalOrder", "Trading/PlaceMultipleOrders", "Trading/PlaceOrder",
    ];

    [SharedDataTheory]
    [MemberData(nameof(Examples))]
    public async Task Answer_HasEveryFieldOfThePublishedExample(string example)
    {
        var lines = File.ReadAllText(Path.Combine(Folder, "Endpoints", "UsdFutures", example + ".txt")).Split('\n', 4);
        var (verb, path) = (lines[0].Trim(), lines[1].Trim());
        if (Retagged.TryGetValue(example, out var other))
        {
            path = other.Split(' ')[1];
        }

        using var document = JsonDocument.Parse(lines[3]);
        await using var bench = await VenueFieldScene.StartAsync(bare: path == "/fapi/v1/positionSide/dual");

        var answer = await VenueFieldScene.AskAsync(bench, verb, path);

        Assert.True(answer.Status == 200, answer.Text);
        var missing = Fields(document.RootElement, "").Except(Fields(answer.Json, "")).Where(f => !NotOfThisAccount.Contains(f.Split('.')[^1])).ToList();
        Assert.Equal([], missing);
    }

    [SharedDataTheory]
    [InlineData("AccountUpdate", "ACCOUNT_UPDATE")]
    [InlineData("AlgoOrderUpdate", "ALGO_UPDATE")]
    [InlineData("OrderUpdate", "ORDER_TRADE_UPDATE")]
    [InlineData("TradeUpdate", "TRADE_LITE")]
    [InlineData("Leverage", "ACCOUNT_CONFIG_UPDATE")]
    [InlineData("MarginUpdate", "MARGIN_CALL")]
    [InlineData("Liquidations", "forceOrder")]
    public async Task Event_HasEveryFieldOfThePublishedExample(string example, string name)
    {
        // AP and cr belong to trailing stops, which are no regular orders any more.
        HashSet<string> trailing = ["o.AP", "o.cr"];
        var text = File.ReadAllText(Path.Combine(Folder, "Subscriptions", "UsdFutures", example + ".txt"));
        using var document = JsonDocument.Parse(text[(text.IndexOf("\n=", StringComparison.Ordinal) + 2)..]);
        await using var bench = await VenueFieldScene.StartAsync();
        await VenueFieldScene.DisturbAsync(bench);

        var said = bench.Events.Of(name).SelectMany(e => Fields(e, "")).ToHashSet();

        var missing = Fields(document.RootElement.GetProperty("data"), "").Except(said).Except(trailing).ToList();
        Assert.Equal([], missing);
    }

    private static string Folder => Path.Combine(Path.GetDirectoryName(Repository.SharedMarketData!)!, "binance");

    /// <summary>Paths of members; all items of an array count as one.</summary>
    private static IEnumerable<string> Fields(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(i => Fields(i, path)).Distinct(),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Fields(p.Value, path + "." + p.Name).Prepend((path + "." + p.Name).TrimStart('.'))).Select(f => f.TrimStart('.')),
        _ => [],
    };
}
