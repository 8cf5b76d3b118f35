using System.Globalization;
using QuantumTrader.Domain.Units;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Api.Ess;

namespace QuantumTrader.Web.Commands;

/// <summary><c>ess reset</c>; see <see cref="EssRequest"/>.</summary>
internal static class EssResetCommand
{
    private static readonly HashSet<string> Valued = ["reason", "peak", "drawdown-limit", "confirm", "url", "code", "approval", "emergency"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        return (Problem(parsed) ?? EssRequest.Problem(parsed)) is { } problem ? CommandLine.Fail(problem)
            : await new EssRequest("ess reset", "reset").RunAsync(parsed, ApiPaths.Reset, code => RequestOf(parsed, code), ApiJson.Default.EssResetRequest, ApiJson.Default.ResetDone, Told);
    }

    private static string Told(ResetDone done) => done.State.Latched
        ? "The stop is reset, but another one holds already: nothing is traded. 'ess status' tells which."
        : "The stop is reset. Trading comes back in stages: closing only at first, then entries at part of their size; 'ess status' tells the stage.";

    private static string? Problem(Arguments parsed) =>
        parsed.Words is not ["reset"] ? "ess reset takes no further words."
        : parsed.Value("peak") is not ("rebase" or "keep") ? "ess reset needs --peak rebase (drawdown from the present equity) or --peak keep with --drawdown-limit 0.12 (from the old peak, stopping again 12 % below it)."
        : parsed.Value("drawdown-limit") is { } text && LimitOf(parsed) is null ? $"--drawdown-limit '{text}' is not a number; give a share such as 0.12 for 12 %."
        : ResetCommand.LimitProblem(parsed.Value("peak") == "rebase", LimitOf(parsed)) is { } limit ? $"--drawdown-limit: {limit}"
        : string.IsNullOrWhiteSpace(parsed.Value("reason")) ? "ess reset needs --reason: say why trading may go on; it is kept."
        : parsed.Value("confirm") != "RESET" ? "ess reset needs --confirm RESET."
        : !EssRequest.IsIdOrMissing(parsed.Value("emergency")) ? "--emergency must be the id of the emergency, as 'ess status --json' tells it."
        : null;

    private static EssResetRequest RequestOf(Arguments parsed, string code) => new(
        parsed.Value("reason"), parsed.Value("peak"), parsed.Value("confirm"), code, EssRequest.IdOf(parsed.Value("approval")), EssRequest.IdOf(parsed.Value("emergency")), LimitOf(parsed)?.Value);

    private static Fraction? LimitOf(Arguments parsed) =>
        decimal.TryParse(parsed.Value("drawdown-limit"), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) ? new Fraction(share) : null;
}
