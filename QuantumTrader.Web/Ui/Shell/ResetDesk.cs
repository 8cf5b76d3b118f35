using System.Globalization;
using QuantumTrader.Domain.Identity;
using QuantumTrader.Infrastructure.Identity;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Engine.Emergency;
using QuantumTrader.Web.Ui.Deeds;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Ui.Shell;

/// <summary>One person's reset: the form, the fresh proof and the second person where they are needed, and the deed.</summary>
public sealed class ResetDesk(ITradingControl trading, ICallerSource callers, IAccessGate gate, IAccountControl accounts, IApprovalControl approvals, ILogger<ResetDesk> log)
{
    private const AccessAction Reset = AccessAction.ResetEmergency;
    private Guid? _emergencyId;
    private AccessRefusal? _refusal;
    private bool _isApprovalUnknown;

    public ResetForm Form { get; } = new();
    public StepUpForm Proof { get; } = new();

    /// <summary>What went wrong last; null when nothing did.</summary>
    public string? Trouble { get; private set; }

    public bool IsBusy { get; private set; }

    /// <summary>The latest request to a second person; null before one was made.</summary>
    public ApprovalFacts? Approval { get; private set; }

    public bool NeedsSecondPerson { get; private set; }

    public bool NeedsProof => _refusal?.Code == AccessRefusal.StepUpNeededCode;

    /// <summary>Somebody was asked to approve exactly this, so it stays as it is.</summary>
    public bool IsFixed => Approval?.State is ApprovalState.Open or ApprovalState.Approved;

    public bool MayAsk => NeedsSecondPerson && !IsFixed && !IsBusy && Form.IsPeakChosen && !string.IsNullOrWhiteSpace(Form.Reason) && ProofMissing().Count == 0;

    public string? ApprovalText => _isApprovalUnknown ? "How the request stands cannot be read now." : Approval is not { } asked ? null : asked.State switch
    {
        ApprovalState.Open => $"Waiting for a second person until {Times.Clock(asked.ExpiresAtUtc)} UTC; it is on the page Approvals.",
        ApprovalState.Approved => $"Approved by {asked.DecidedBy}{NoteOf(asked)}; good for one try until {Times.Clock(asked.ExpiresAtUtc)} UTC.",
        ApprovalState.Rejected => $"Rejected by {asked.DecidedBy}{NoteOf(asked)}.",
        ApprovalState.Used => "The approval is used up; a further try needs another.",
        ApprovalState.Withdrawn => "The request was withdrawn; ask again.",
        _ => "The request expired; ask again.",
    };

    // What the person looks at is what is reset, not what holds by the time the button is pressed.
    public async Task OpenAsync()
    {
        _emergencyId = trading.Status.EmergencyId;
        NeedsSecondPerson = approvals.IsNeededFor(Reset);
        await LookAsync();
    }

    /// <summary>Asks anew who sits there, and how the request stands.</summary>
    public async Task LookAsync()
    {
        var caller = await callers.CurrentAsync();
        (_refusal, Proof.HasTotp) = (gate.Refusal(caller, Reset), caller.HasTotp);
        if (!NeedsSecondPerson)
        {
            return;
        }

        try
        {
            var answer = await approvals.ListAsync(caller, CancellationToken.None) as Guarded<IReadOnlyList<ApprovalFacts>>.Done;
            _isApprovalUnknown = answer is null;
            Follow(answer?.Value ?? [], caller);
        }
        catch (ConsoleUnavailableException)
        {
            _isApprovalUnknown = true; // what was known stays; the reset itself asks again
        }
    }

    /// <summary>What is still to do before the reset can be asked for.</summary>
    public IReadOnlyList<string> Missing() =>
        [.. Form.Missing(), .. ProofMissing(), .. NeedsSecondPerson && Approval?.State != ApprovalState.Approved ? ["have a second person approve it"] : Array.Empty<string>()];

    public Task AskForApprovalAsync() => MayAsk ? BusyAsync(AskAsync) : Task.CompletedTask;

    /// <summary>True when trading is reset. Without a token: closing the browser must not leave it half done.</summary>
    public async Task<bool> ResetAsync()
    {
        if (IsBusy || Form.Missing().Count > 0)
        {
            return false;
        }

        // What was confirmed, whatever is typed while the proof is checked.
        var command = Form.ToCommand() with { EmergencyId = _emergencyId, ApprovalId = Approval is { State: ApprovalState.Approved } approved ? approved.Id : null };
        await BusyAsync(() => ResetAsync(command));
        return Trouble is null;
    }

    private IReadOnlyList<string> ProofMissing() => NeedsProof ? Proof.Missing() : [];

    private static string NoteOf(ApprovalFacts asked) => string.IsNullOrWhiteSpace(asked.Note) ? "" : $" ({asked.Note})";

    // A request that was made before the dialog was closed is taken up again, with what it asked for.
    private void Follow(IReadOnlyList<ApprovalFacts> all, Caller caller)
    {
        if (Approval is { } known)
        {
            Approval = all.FirstOrDefault(a => a.Id == known.Id) ?? known;
            return;
        }

        foreach (var open in all.Where(a => a.Action == Reset && a.RequestedById == caller.UserId && a.State is ApprovalState.Open or ApprovalState.Approved))
        {
            if (ResetCommand.TryReadSummary(open.Summary, _emergencyId, out var rebase, out var limit))
            {
                (Approval, Form.RebasePeak, Form.LimitPercent) = (open, rebase, limit?.Percent.ToString("0.############", CultureInfo.InvariantCulture));
                return;
            }
        }
    }

    private async Task BusyAsync(Func<Task<string?>> deed)
    {
        (IsBusy, Trouble) = (true, null);
        try
        {
            Trouble = await ProveAsync() ?? await deed();
            await LookAsync();
        }
        catch (Exception e)
        {
            log.ResetFailed(e);
            Trouble = $"The reset failed: {e.Message} Take trading for stopped or not as the top bar says, and try again; a repeated reset does no harm.";
        }

        Proof.Forget();
        IsBusy = false;
    }

    private async Task<string?> ProveAsync()
    {
        var caller = await callers.CurrentAsync();
        if (gate.Refusal(caller, Reset) is not { Code: AccessRefusal.StepUpNeededCode } refusal)
        {
            return null;
        }

        if (Proof.Missing().Count > 0)
        {
            return Stays(refusal);
        }

        return await accounts.StepUpAsync(caller, Proof.Password!, Proof.Code, CancellationToken.None) is { } wrong ? $"Not reset: {wrong} Trading stays stopped." : null;
    }

    private async Task<string?> AskAsync()
    {
        var summary = new ResetCommand("", Form.RebasePeak!.Value, "") { DrawdownLimit = Form.Limit }.SummaryFor(_emergencyId);
        switch (await approvals.RequestAsync(await callers.CurrentAsync(), Reset, summary, Form.Reason!.Trim(), CancellationToken.None))
        {
            case Guarded<ApprovalFacts>.Done asked:
                Approval = asked.Value;
                return null;
            case Guarded<ApprovalFacts>.Refused refused:
                return Stays(refused.Refusal);
            default:
                return "Nobody was asked. Trading stays stopped.";
        }
    }

    private async Task<string?> ResetAsync(ResetCommand command) => await trading.ResetAsync(await callers.CurrentAsync(), command, CancellationToken.None) switch
    {
        Guarded<ResetReceipt>.Done { Value.Done: true } => null,
        Guarded<ResetReceipt>.Done said => $"Refused: {said.Value.Refusal ?? "no cause was given"} Trading stays stopped.",
        Guarded<ResetReceipt>.Refused refused => Stays(refused.Refusal),
        _ => "Refused. Trading stays stopped.",
    };

    private static string Stays(AccessRefusal refusal) => $"{RefusalText.Of(refusal)} Trading stays stopped.";
}
