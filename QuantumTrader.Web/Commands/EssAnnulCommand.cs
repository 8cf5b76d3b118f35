using QuantumTrader.Domain.Emergency;
using QuantumTrader.Web.Api;
using QuantumTrader.Web.Api.Ess;

namespace QuantumTrader.Web.Commands;

/// <summary><c>ess annul RUN</c>; see <see cref="EssRequest"/>.</summary>
internal static class EssAnnulCommand
{
    private static readonly HashSet<string> Valued = ["reason", "evidence", "url", "code", "approval"];
    private static readonly HashSet<string> Flags = ["json"];

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Arguments.TryParse(args, Valued, Flags, out var parsed, out var error))
        {
            return CommandLine.Fail(error);
        }

        return (Problem(parsed) ?? EssRequest.Problem(parsed)) is { } problem ? CommandLine.Fail(problem)
            : await new EssRequest("ess annul", "annulment").RunAsync(
                parsed, ApiPaths.Annul, code => RequestOf(parsed, code), ApiJson.Default.EssAnnulRequest, ApiJson.Default.EssAnnulled, done => $"Annulled as a false trip: {done.Run}. Its certificate stays; a reset need not wait for it any more.");
    }

    private static string? Problem(Arguments parsed) =>
        parsed.Words is not ["annul", var run] ? "ess annul needs the run and nothing else: 'ess status' names the last one."
        : run == "last" ? "ess annul needs the run by its name, so that nobody annuls one that just came: 'ess status' names the last one."
        : !RunName.TryParse(run, out _, out _) ? $"'{run}' is not a run; 'ess status' names the last one, such as 9f2c41aa-5d0e-4b3f-8a51-0e6f3c1d2b4a-1."
        : !(parsed.Value("evidence")?.Trim().Length >= StopAnnulment.EvidenceLengthMin) ? $"ess annul needs --evidence of at least {StopAnnulment.EvidenceLengthMin} characters: say what shows that it was a false trip; it is kept."
        : null;

    private static EssAnnulRequest RequestOf(Arguments parsed, string code) =>
        new(parsed.Words[1], parsed.Value("evidence"), parsed.Value("reason"), code, EssRequest.IdOf(parsed.Value("approval")));
}
