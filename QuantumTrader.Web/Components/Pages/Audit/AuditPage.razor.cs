using Microsoft.AspNetCore.Components;
using QuantumTrader.Infrastructure.Audit;
using QuantumTrader.Web.Access;
using QuantumTrader.Web.Ui.Audit;
using QuantumTrader.Web.Ui.Formatting;

namespace QuantumTrader.Web.Components.Pages.Audit;

/// <summary>Who did what, from where and why; and whether the trail that says so is whole.</summary>
public partial class AuditPage
{
    // Where each page from the newest to the present one begins. Bounded by the trail's length over a page's.
    private readonly Stack<long?> _starts = new([null]);
    private AuditQuery _query = new(null, null);
    private AuditSlice? _slice;
    private AuditVerdict? _verdict;
    private string? _actor;
    private string? _action;
    private bool _isReading;
    private bool _isVerifying;

    [Inject] public required IAuditDesk Desk { get; init; }

    private bool IsAway => _slice is null || _isReading || _isVerifying;

    protected override async Task ReadAsync()
    {
        _isReading = true;
        var answer = await Deeds.SeeAsync(caller => AuditSlice.ReadAsync(Desk, caller, _query, _starts.Peek(), Left), "audit trail");
        (_slice, Trouble, _isReading) = (answer.Value, answer.Trouble, false);
    }

    private Task SearchAsync()
    {
        _query = new(_actor, _action);
        _starts.Clear();
        _starts.Push(null);
        return ReadAsync();
    }

    private Task OlderAsync()
    {
        _starts.Push(_slice!.OlderBefore);
        return ReadAsync();
    }

    private Task NewerAsync()
    {
        _starts.Pop();
        return ReadAsync();
    }

    private async Task VerifyAsync()
    {
        (_isVerifying, _verdict) = (true, null);
        var answer = await Deeds.SeeAsync(caller => Desk.VerifyAsync(caller, Left), "audit trail");
        (_verdict, Trouble, _isVerifying) = (answer.Value, answer.Trouble, false);
    }

    private string VerdictText(AuditVerdict verdict) => verdict.IsSound
        ? $"{Figures.Count(verdict.Records)} records stand in one chain, and {Figures.Count(verdict.Anchors)} anchors in the journal agree with it. Checked at {Times.Full(Time.GetUtcNow())}."
        : $"First fault: {verdict.Fault}. {Figures.Count(verdict.Records)} records were read. Keep the database and the journal as they are, and compare with a backup.";
}
