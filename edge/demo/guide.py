"""What the demo says to a first-time visitor."""

from string import Template

GUIDE = Template("""\

示范大厅已开放 The demo hall is open. 在浏览器中打开取号屏 Open the ticket screen:

$base/ticket/door/

综合屏 Board          $base/board/A/
窗口屏 Clerk          $base/clerk/3/
评价屏 Rating pad     $base/rating/3/
自助终端 Kiosk        $base/kiosk/
值班长 Supervisor     $base/supervisor/
运维 Technician       $base/technician/

试一试 Try it, typing here:
  1. 在取号屏点“社会保险” Touch 社会保险 on the ticket screen. 看纸 See the paper:
       $printer paper $look
  2. caller-3 press next       3号窗口呼叫下一位 the clerk at window 3 calls; led-3 show 看屏幕 shows the strip
  3. caller-3 press rate       办结并请评价 finish and ask for a rating
  4. rate-3 press 0            评价“非常满意” the citizen presses “very satisfied”
  5. reader-1 card place hkmt  刷证取预约号 a card finds its appointment; 或输入预约码 or enter code $code
  6. 再连取四张“社会保险”：值班长屏建议开放 5 号潮汐窗口 Take four more: the supervisor is advised to open window 5
弄坏一点 Break something:
  $printer paper out · $printer paper in · $printer unplug · $printer plug · broker stop · broker start · daemon kill
更多 More: reader-1 card place mainland · central next window=1 · look · help
日志 The daemon's log: $folder/daemon.log
旁听平台 Listen to central: mosquitto_sub -h 127.0.0.1 -p $broker -t 'hall/#' -v
另开终端 From another terminal, one line in, one line out: socat - UNIX:$folder/control.sock
Ctrl-C 结束 ends everything.
""")

NO_FONTS = (
    "本机没有中文字体，号票以文本方式打印；安装 fonts-noto-cjk 后可打印图形号票。\n"
    "No Chinese font on this machine: tickets are printed as text; `apt install fonts-noto-cjk` makes pictures."
)

HELP = """\
DEVICE VERB …            caller-3 press next · printer-1 paper out · reader-1 card place mainland · DEVICE help
central COMMAND k=v …    central take services=social · central next window=3 · central snapshot
broker stop | start      the network to central
daemon kill              as a power cut would; it is started again at once
look                     every device as a bystander sees it"""
