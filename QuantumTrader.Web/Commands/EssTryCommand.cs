using System.Globalization;
using System.Text;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Api.Ess;

namespace QuantumTrader.Web.Commands;

/// <summary><c>ess preview</c>, what a stop would do, and <c>ess drill</c>, the stop on a copy of the account; see <see cref="EssRequest"/>.</summary>
internal static class EssTryCommand
{
    private static readonly HashSet<string> Valued = ["url"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> PreviewAsync(string[] args)
    {
        if (!TryParse(args, "preview", out var parsed, out var refused))
        {
            return refused;
        }

        var (preview, exit) = await new EssRequest("ess preview", "preview").AskAsync(parsed, HttpMethod.Get, ApiPaths.Preview, ApiScopes.TradingRead, ApiJson.Default.EssPreview);
        return preview is null ? exit : EssRequest.Tell(parsed, preview, ApiJson.Default.EssPreview, TextOf);
    }

    /// <summary>Done only when the drill went well.</summary>
    public static async Task<int> DrillAsync(string[] args)
    {
        if (!TryParse(args, "drill", out var parsed, out var refused))
        {
            return refused;
        }

        var (drill, exit) = await new EssRequest("ess drill", "drill").AskAsync(parsed, HttpMethod.Post, ApiPaths.Drill, ApiScopes.EssActivate, ApiJson.Default.EssDrill);
        if (drill is null)
        {
            return exit;
        }

        EssRequest.Tell(parsed, drill, ApiJson.Default.EssDrill, TextOf);
        return drill.WentWell ? CommandLine.Success : CommandLine.Fail($"The drill did not go well: {Inert(drill.Detail)} Find out why before a stop is needed.", CommandLine.Failure);
    }

    private static bool TryParse(string[] args, string word, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Arguments? parsed, out int refused)
    {
        refused = !Arguments.TryParse(args, Valued, Flags, out parsed, out var error) ? CommandLine.Fail(error)
            : parsed.Words.Count > 1 ? CommandLine.Fail($"ess {word} takes no further words.")
            : EssRequest.Problem(parsed) is { } problem ? CommandLine.Fail(problem)
            : CommandLine.Success;
        return refused == CommandLine.Success;
    }

    private static string TextOf(EssPreview p)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"as of     {p.AsOfUtc:u}\n");
        text.Append(CultureInfo.InvariantCulture, $"would     cancel {p.OrdersCanceled} orders and close {p.PositionsClosed} positions by {p.OrdersSent} orders\n");
        text.Append(CultureInfo.InvariantCulture, $"worth     {p.Notional:0.00} USDT, at a cost of about {p.Cost:0.00} USDT");
        foreach (var c in p.Closes)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nclose     {c.Symbol} {c.Direction} {c.Quantity}, {c.Notional:0.00} USDT, by {c.Orders} orders ({c.Owner}){(c.Dust > 0m ? string.Create(CultureInfo.InvariantCulture, $"; {c.Dust} is too small for any") : "")}");
        }

        foreach (var c in p.Cancels)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ncancel    {c.Symbol} {c.Side} {c.Type} {c.Quantity}, {Inert(c.ClientOrderId)} ({c.Owner}){(c.AfterItsPosition ? ", once its position is closed" : "")}");
        }

        return text.ToString();
    }

    private static string TextOf(EssDrill d) => string.Create(CultureInfo.InvariantCulture, $"""
        drill     {d.Outcome}{(d.WentWell ? "" : ": it did NOT go well")}
        copied    {d.Positions} positions and {d.Orders} orders; {d.NotCopied} could not be
        times     gate closed {Ms(d.GateClosedMs)}, stop saved {Ms(d.DurableMs)}, first order {Ms(d.FirstOrderMs)}, all sent {Ms(d.AllSentMs)}, flat {Ms(d.FlatMs)}
        receipts  {d.Receipts}
        """);

    private static string Ms(double? ms) => ms is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.#} ms") : "not reached";

    private static string Inert(string text) => InertText.Of(text)!;
}
