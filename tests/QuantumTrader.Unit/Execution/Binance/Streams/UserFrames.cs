using System.Globalization;

namespace QuantumTrader.Unit.Execution.Binance.Streams;

/// <summary>The venue's messages of the account, with the fields that matter to a test.</summary>
internal static class UserFrames
{
    public const long At = 1_767_607_200_000; // 2026-01-05 10:00 UTC

    public static string Order(
        string client = "qt1-1-e1", long order = 500, string x = "NEW", string status = "NEW", decimal quantity = 2m, decimal filled = 0m,
        decimal last = 0m, decimal price = 100m, long trade = 0, long at = At, string side = "BUY", string symbol = "BTCUSDT", string type = "LIMIT",
        string fee = "0.04", string feeAsset = "USDT", string pnl = "0", string leg = "BOTH") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"e":"ORDER_TRADE_UPDATE","E":{{{at + 5}}},"T":{{{at}}},"o":{"s":"{{{symbol}}}","c":"{{{client}}}","S":"{{{side}}}","o":"{{{type}}}","f":"GTC","q":"{{{quantity}}}","p":"0","ap":"0",
        "sp":"0","x":"{{{x}}}","X":"{{{status}}}","i":{{{order}}},"l":"{{{last}}}","z":"{{{filled}}}","L":"{{{(last > 0 ? price : 0)}}}","N":"{{{feeAsset}}}","n":"{{{(last > 0 ? fee : "0")}}}","T":{{{at}}},"t":{{{trade}}},
        "b":"0","a":"0","m":false,"R":false,"wt":"CONTRACT_PRICE","ot":"{{{type}}}","ps":"{{{leg}}}","cp":false,"rp":"{{{pnl}}}","pP":false,"si":0,"ss":0,"V":"EXPIRE_MAKER","pm":"NONE","gtd":0,"er":"0"}}
        """);

    public static string Fill(
        string client = "qt1-1-e1", long order = 500, decimal last = 1m, decimal filled = 1m, decimal quantity = 2m, long trade = 7, long at = At,
        string side = "BUY", string symbol = "BTCUSDT", string type = "LIMIT", decimal price = 100m, string feeAsset = "USDT", string x = "TRADE", string pnl = "0", string leg = "BOTH") => Order(
        client, order, x, filled >= quantity ? "FILLED" : "PARTIALLY_FILLED", quantity, filled, last, price, trade, at, side, symbol, type, feeAsset: feeAsset, pnl: pnl, leg: leg);

    public static string Algo(
        string status, string client = "qt1-1-s2", long algo = 9_001, long order = 0, decimal filled = 0m, decimal quantity = 2m, long at = At,
        string side = "SELL", string symbol = "BTCUSDT", string type = "STOP_MARKET") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"e":"ALGO_UPDATE","T":{{{at}}},"E":{{{at + 5}}},"o":{"caid":"{{{client}}}","aid":{{{algo}}},"at":"CONDITIONAL","o":"{{{type}}}","s":"{{{symbol}}}","S":"{{{side}}}","ps":"BOTH","f":"GTC",
        "q":"{{{quantity}}}","X":"{{{status}}}","ai":"{{{(order > 0 ? order.ToString(CultureInfo.InvariantCulture) : "")}}}","ap":"0","aq":"{{{filled}}}","act":"0","tp":"95","p":"0","V":"EXPIRE_MAKER","wt":"MARK_PRICE",
        "pm":"NONE","cp":false,"pP":false,"R":true,"tt":0,"gtd":0,"rm":""}}
        """);

    public static string Account(string reason, string change = "0", string wallet = "1000", string positions = "", long at = At) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"e":"ACCOUNT_UPDATE","E":{{{at + 5}}},"T":{{{at}}},"a":{"m":"{{{reason}}}","B":[{"a":"USDT","wb":"{{{wallet}}}","cw":"0","bc":"{{{change}}}"}],"P":[{{{positions}}}]}}
        """);

    public static string Position(string symbol, string amount, string entry = "100", string leg = "BOTH") =>
        $$"""{"s":"{{symbol}}","pa":"{{amount}}","ep":"{{entry}}","bep":"0","cr":"0","up":"0","mt":"cross","iw":"0","ps":"{{leg}}"}""";

    public const string KeyExpired = """{"e":"listenKeyExpired","E":1767607200000,"listenKey":"key1"}""";
}
