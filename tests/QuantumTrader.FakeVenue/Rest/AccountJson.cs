using System.Text.Json;

namespace QuantumTrader.FakeVenue;

/// <summary>Accounts, balances and positions on the wire.</summary>
public static class AccountJson
{
    public static void WriteConfig(Utf8JsonWriter w, VenueAccount account)
    {
        w.WriteNumber("feeTier", 0);
        w.WriteBoolean("canTrade", account.CanTrade);
        w.WriteBoolean("canDeposit", true);
        w.WriteBoolean("canWithdraw", true);
        w.WriteBoolean("dualSidePosition", account.HedgeMode);
        w.WriteNumber("updateTime", 0);
        w.WriteBoolean("multiAssetsMargin", account.MultiAssets);
        w.WriteNumber("tradeGroupId", -1);
    }

    public static void WriteTotals(Utf8JsonWriter w, AccountMargin m)
    {
        w.Money("totalInitialMargin", m.Initial);
        w.Money("totalMaintMargin", m.Maintenance);
        w.Money("totalWalletBalance", m.Wallet);
        w.Money("totalUnrealizedProfit", m.Unrealised);
        w.Money("totalMarginBalance", m.MarginBalance);
        w.Money("totalPositionInitialMargin", m.PositionInitial);
        w.Money("totalOpenOrderInitialMargin", m.OrderInitial);
        w.Money("totalCrossWalletBalance", m.CrossWallet);
        w.Money("totalCrossUnPnl", m.CrossUnrealised);
        w.Money("availableBalance", m.Available);
        w.Money("maxWithdrawAmount", m.MaxWithdraw);
    }

    public static void WriteAsset(Utf8JsonWriter w, VenueAccount account, AccountMargin m, bool v2)
    {
        w.WriteStartObject();
        w.WriteString("asset", "USDT");
        w.Money("walletBalance", m.Wallet);
        w.Money("unrealizedProfit", m.Unrealised);
        w.Money("marginBalance", m.MarginBalance);
        w.Money("maintMargin", m.Maintenance);
        w.Money("initialMargin", m.Initial);
        w.Money("positionInitialMargin", m.PositionInitial);
        w.Money("openOrderInitialMargin", m.OrderInitial);
        w.Money("crossWalletBalance", m.CrossWallet);
        w.Money("crossUnPnl", m.CrossUnrealised);
        w.Money("availableBalance", m.Available);
        w.Money("maxWithdrawAmount", m.MaxWithdraw);
        if (v2)
        {
            w.WriteBoolean("marginAvailable", true);
        }

        w.WriteNumber("updateTime", account.UpdateMs);
        w.WriteEndObject();
    }

    public static void WriteBalance(Utf8JsonWriter w, VenueAccount account, AccountMargin m)
    {
        w.WriteStartObject();
        w.WriteString("accountAlias", "FaKe");
        w.WriteString("asset", "USDT");
        w.Money("balance", m.Wallet);
        w.Money("crossWalletBalance", m.CrossWallet);
        w.Money("crossUnPnl", m.CrossUnrealised);
        w.Money("availableBalance", m.Available);
        w.Money("maxWithdrawAmount", m.MaxWithdraw);
        w.WriteBoolean("marginAvailable", true);
        w.WriteNumber("updateTime", account.UpdateMs);
        w.WriteEndObject();
    }
}
