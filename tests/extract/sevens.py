"""Small 7z archives in base85, each made by py7zr 1.1.4 of the same three files with another method.

`contrat.txt` (b"Contrat de prestation " eight times), `dossier/été.txt` (b"Etat des salaires " eight times), `vide.txt`
(nothing); `locked` and `sealed` (its directory too) with the password « clé d’essai ».
"""

from __future__ import annotations

import base64

PASSWORD = "clé d’essai"  # noqa: S105 - of a sample
_SAMPLES = {
    "lzma2": (
        "H+sCUCma9-L?0HZzyJUM00000761SM000008tW;z-~m4XEL{L0o5{y`76}iD3-c}l<W1t-Wcb&Wf3pTT?H|EcQ~{BgI02~yv2e32"
        "Hvj+t-~h4!gk1mtfinlL579kdETD>Mu({z%uAzwUL4>ceL>W&yGg!z0pW>Ai#-153$DGQrz*uci4_a;QZHD?6olj3Zy07XC)oG~L"
        "eqhf!jDY{dm3}tP5}oWp%Ou*qrHB%+EtiUE`617!F)<2cxQe_}af(ne9w!)mXNs<$2>ytS_0n9d000007X~x|34n|M2MYlJ0U;p)"
        "7z}{3000"
    ),
    "lzma": (
        "H+sCUCma9-m^<auzyJUM00000761SM00000tW&DH03n;n$9NVA4~Yx&E&}9D;@o8T*Oh;>2085?!B<oPk(f9EsRXfbvpqPP-~aZ|"
        "X#n5=vH*r%004nA2d)p%9~m^Dkf3+4{*#B{svjq6EnI}-e(|J6J~Xk>+hM8@(nW~UK$Ei}hILe1lKV%T5_p13Wd9Y;#hWcRx+&Wp"
        "Wqf{9Jq;=ugLJgf;!g5oD$X}F<n`*PFk$lPTes)<s|Lh$unX>7LHyw;_9;?TgB?Yi;12{SZuDmm000007X~r`34o3O2MYlJ0U;p)"
        "7z}{3000"
    ),
    "bzip2": (
        "H+sCUCma9-poPUz+yDRo00000761SM00000=uxe`LRx4!F+o`-Q(3L`=K=r#7!`m(015ymCENfY0B}G60IHg3nlY*0t!TBPgV7@a"
        "v2jBofY^}&1dWG7qk}^tMGgi84FwJhiXV%)BAh5lR{HaS0N?<w0DoNo0D&_Ht`E}z^gTepkj~}HcJ@=EC3^OiO+i^bnOj}i(XS=O"
        "#U%tJ>gOzP=sUiJ6Tyf+SHHqfMh2@d1BGoXVRNOhW5F^bP>GkT3a*{JtF-E#I(s$%gX_-v-s5IKN&dYxKF!HFrm@a__wZ4MppGo-"
        "xCO>J#Egls000007Y0=U34n(H2MYlJ0U;p)7z}`~000"
    ),
    "deflate": (
        "H+sCUCma9-N?oRCu>b%700000761SM00000CeZ)IbI#8zDM~C+NJ&*FC`v6ZNi50C&r@(7w4$yhV4-4#;>4W9OrZDxivR%N0ImRj"
        "T>t=qGY75@(6uQ1pFc-C=g}U5uXpDo?clu%Z#MZ!^EDS=iWw3!oMZrw&b%g^qAQ9>w(gENh+tgy(Y>;G2>W2ZE*GqURr9mz+a~l?"
        "{6?~RJ7{N2$?p74#DyEPB!+$oD_)nuT6ku6bPYB6FY0@4@cPk@u^7~m^Z)<=02c-;0SSPH00#>J00AK(0T>K`uK)l"
    ),
    "copy": (
        "H+sCUCma9-Da?FN#sL5T000007XSbN00000e+590LvL<$a$$5JWMv?5a%FRLVRUJ4ZXiQ%Zgg^CbRcA9AaHVJb97;JX>V>ILvL<$"
        "a$$5JWMv?5a%FRLVRUJ4ZXiQ%Zgg^CbRcA9AaHVJb97;JX>V>ILvL<$a$$5JWMv?5a%FRLVRUJ4ZXiQ%Zgg^CbRcA9AaHVJb97;J"
        "X>V>ILvL<$a$$5JWMv?5a%FRLVRUJ4ZXiQ%Zgg^CbRcA9AaHVJb97;JX>V>IMRZ|wAY^58Aah}CVQF$@b09@@VRRs5Wpf~NVQgV("
        "a%FQMMRZ|wAY^58Aah}CVQF$@b09@@VRRs5Wpf~NVQgV(a%FQMMRZ|wAY^58Aah}CVQF$@b09@@VRRs5Wpf~NVQgV(a%FQMMRZ|w"
        "AY^58Aah}CVQF$@b09@@VRRs5Wpf~NVQgV(a%FQM-~g@weq8_nfinlL57jw5;TI&+{<*~CbeNOYIjZWkDorS+dzH5VuC(eMHtoYt"
        "iU*&-{4~Nd(e3c;fD&dCo8lW)(on{2+efHqpub|9<W4;6iVyJ=b%uu^Gt~MDDRu2Nk`PM*;{RbvfUKwGRD`s&B~$V*EJ5mV;%c&D"
        "Wk>)3000*Tfj|KXfQA4E3jqKDAt3=641liy00"
    ),
    "bcj": (
        "H+sCUCma9-L?0HZzyJUM00000761SM000008tW;z-~m4XEL{L0o5{y`76}iD3-c}l<W1t-Wcb&Wf3pTT?H|EcQ~{BgI02~yv2e32"
        "Hvj+t-~h4!gk1mtfinlL579kdETD>Mu({z$$)T1doP@8kL>W&yGg!z0pW>Ai#-153$DGQrz*uci4_a;Zj_|85ODI65Z)gDRtc=!^"
        "hFyo*QUl!X<}ucpI`&UE7nI~3RWK2$p(QaIWV3)K36^XmnmG7N@U-}3QPZ)YO=1WRIj4FXp;X(9000007X~x|34n|M2MYlJ0U;p)"
        "7z}{3000"
    ),
    "delta": (
        "H+sCUCma9-YTfWg$^ZZW00000761SM000006^D1~-~m4XGhF~7iyPo*Gv7rY6!Z+|Wye{0^Opq|CzD)A96y%TQjh>%GzWcPG9cIh"
        "$vv$(JseepK>z^Y0JZ>!T>t=qGY75@(Wg(8po(d*x#3CH{u!>Qe3NMuTQP&V<&|<PewW;fBJ5a;YMxB(lqjO4N`pm4IL7re&TLG="
        "y!b9TzU7y90@0689Y>#|j3tTemZsR{IxAXW%4?Jk7&?fYDbIknt(Y1<eCkmvhu3)igm$mJ9uqCDI|oq~^P4uz-F5%~000*TI{^uR"
        "j{pY?0RRCZApsZ+fVThu"
    ),
    "locked": (
        "H+sCUCma9-PFcWf=Kufz00000761SM00000Q!)T9f7->aR-4q%xxzz{F3G9h42fdAHZ?k2t{OO@yv;4@K=V{*)o<7dLuIZ~6mK4X"
        "*YC4~;pdXgk!h#u7%@8A-~h@1pIra|finlL57F~JSyw|uEVzwvTcjn;)>SzMagkzIPCt$Y>8TFsv8V&cugJ%Nw=(}2;!W7U(TS&E"
        "G?5IE9ay?<lVzca)Ed7Bz=0}>IF<7Js20V|6H>YG{!*au=nc*$k9P4?q+;2sIq}aM{QK@_JZzX^ub%b+<^D@GYN0R=iDA2Y-<j$H"
        "e;BDnCbJ8OLo9Vdv~K<O+)Eq)0000N20#G`fTsWl3jqKDAt3=641mi300"
    ),
    "sealed": (
        "H+sCUCma9-M#i~l5CH%H00000DgXcg00000z6;0UKVpRM7gLWOYZl=VsQg21r?fl*$Te&$njYPbRQzN8|MMV2Qi?8PLMOig)weqT"
        "$Wf-Ae|+J@tBRz~U%@WUmRbjinM5>&kVsLx^xBOgt)$a6&XRSCA@<g|rGUv7N&!F_&(nq_&kT*j-9h6_MJsuaWpodEFaRLqYCWut"
        ")=Mmq^s>N(;_<1=s3jt6{^ZQS-*)ZYOXTH&V(?$**1`?2@A->IUQ}uxZUm8l*SGRiQ*wY}LoZ2kEGxv2Jk_n@@JdJ1Om5(WGJWE$"
        "z~N+QeQQ#S^!3ynJ0*$EYS+|vUsil3I!0y0f2IdR>WG2=L7TsVR1w2AGlPb{;>{&4K=4mCj0yWTUB)@v7Y0B934qW52MYlJ0VD?T"
        "2LTdO4<eZnL0-@sk<p4NYGPSxcMO2b000"
    ),
    "ppmd": (
        "H+sCUCma9-iwIQww*UYD00000761SM00000Ez1{f07EVhDSIp;lxX#?fsNi<BS}4KZo@XJI@%(g5fiUnEy39-&ENn40N?<&0ES%v"
        "0D&_Ht`E?b<b0n$M?qNEXs=_y4=9K|-Z|~>d4cg-Mh|*Sw4IE|)yhV~4Xp4gg23VfS}nk(HwewGGc9@&SDe$kb)$w_7s11y4Xhz("
        "0P@`i+`LV`claLyNe=Z=eZ-bX2>)vvg7J)Lmcwf6lJVZ!08<&~hxNN1r*$CE2<}Y)0000N1}OmvfQ|qM3jqKDAt3=641l))00"
    ),
}


def seven(method: str) -> bytes:
    """Give the archive of a method."""
    return base64.b85decode(_SAMPLES[method])
